"""Erlang C: how long work waits for the first free of some workers, where work comes by chance and takes a time that is by chance."""


def chance_of_waiting(arrivals, minutes, workers):
    """The share of work that waits, with so many arrivals a minute of so many minutes each."""
    busy = arrivals * minutes
    blocked = 1.0
    for count in range(1, workers + 1):
        blocked = busy * blocked / (count + busy * blocked)
    return blocked / (1 - busy / workers * (1 - blocked))


def mean_wait(arrivals, minutes, workers):
    """Minutes that work waits on average."""
    return chance_of_waiting(arrivals, minutes, workers) * minutes / (workers - arrivals * minutes)
