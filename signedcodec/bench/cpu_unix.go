//go:build unix

package main

import (
	"syscall"
	"time"
)

// cpuTime is what this process has used of all processors: unlike wall time, it
// does not count what other programs take.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return time.Since(start)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

var start = time.Now()
