package report

// LineAfter is where a line of a file is after a change.
func LineAfter(before, after []byte, line int) int { return mapLines(before, after).now(line) }
