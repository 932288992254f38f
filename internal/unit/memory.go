package unit

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// minGrowth is the least percentage by which the heap may grow between two collections. What is left to save below it costs
// more than it is worth: on the largest packages, a peak lower by a tenth for a third more time.
const minGrowth = 30

// collectEarlier keeps the peak of memory near to what parsing and type-checking the unit has taken, which any vet tool has to
// spend. The go command runs a process for each processor. While the heap fits into that it is collected as usual; the less room
// is left the sooner, down to minGrowth. A GOGC in the environment is obeyed.
func collectEarlier() {
	if os.Getenv("GOGC") != "" {
		return
	}
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	adjustGrowth(stats.HeapSys)
}

// adjustGrowth sets the growth until the next collection, and is called again by that: a finalizer of garbage runs after each.
func adjustGrowth(room uint64) {
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	if used := live[0].Value.Uint64(); used > 0 {
		percent := 100 * (float64(room)/float64(used) - 1)
		debug.SetGCPercent(int(min(100, max(minGrowth, percent))))
	}
	runtime.SetFinalizer(new([16]byte), func(*[16]byte) { adjustGrowth(room) })
}
