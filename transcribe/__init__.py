"""Sound to protocol: each module is a stage of the way from a recording to a transcript and its draft."""
