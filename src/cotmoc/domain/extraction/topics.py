"""A short tag of what a task is about: the first tag of the list whose words the task uses."""

from collections.abc import Mapping


def topic_of(low: str, topics: Mapping[str, tuple[str, ...]]) -> str:
    """The tag for an action's text in lower case, or «» when no word of the list occurs."""
    return next((tag for tag, words in topics.items() if any(word in low for word in words)), "")
