"""Plans with which units answer directives, and the yearly programme of the committee."""
