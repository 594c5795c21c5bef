"""Target programmes: their components, money assigned and disbursed by source, and the tasks it pays."""
