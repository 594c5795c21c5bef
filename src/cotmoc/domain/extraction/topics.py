"""A short tag of what a task is about: the first tag of the list whose words the task uses."""

from cotmoc.domain.extraction.lexicon import Topics


def topic_of(low: str, topics: Topics) -> str:
    """The tag for an action's text in lower case, or «» when no word of the list occurs."""
    found = topics.matcher.find_matches_as_indexes(low, overlapping=True)
    return topics.tags[min(topics.tag_of[index] for index, _, _ in found)] if found else ""
