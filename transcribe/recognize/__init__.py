"""Which words are spoken: windows cut in silences, and engines that write their words."""
