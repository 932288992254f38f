package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/unsafedecode/unsafedecode/internal/bench/vettool"
)

const memoryLog = "UNSAFEDECODE_BENCH_MEMORY"

// memory compares peak memory on the package where the tool needs most, and over all packages.
func (b *bench) memory() (largest, middle string, err error) {
	self, err := os.Executable()
	if err != nil {
		return "", "", err
	}
	var peaks [2]map[string]int64
	for i, t := range b.tools {
		log := filepath.Join(b.tmp, t.name+".memory")
		if _, err := b.vet(t, b.next(), []string{memoryLog + "=" + log}, "-toolexec="+self); err != nil {
			return "", "", err
		}
		if peaks[i], err = readPeaks(log); err != nil {
			return "", "", err
		}
	}
	return compareMemory(peaks)
}

// compareMemory compares the peaks of unsafedecode with those of the no-op tool, which come first, in KB by package.
func compareMemory(peaks [2]map[string]int64) (largest, middle string, err error) {
	var ratios []float64
	most := ""
	for _, id := range slices.Sorted(maps.Keys(peaks[1])) {
		if base := peaks[0][id]; base > 0 {
			ratios = append(ratios, float64(peaks[1][id])/float64(base))
			if most == "" || peaks[1][id] > peaks[1][most] {
				most = id
			}
		}
	}
	if most == "" {
		return "", "", fmt.Errorf("no package was analyzed by both tools")
	}
	slices.Sort(ratios)
	largest = fmt.Sprintf("%.2f (%d MB)", float64(peaks[1][most])/float64(peaks[0][most]), peaks[1][most]>>10)
	return largest, fmt.Sprintf("%.2f", ratios[len(ratios)/2]), nil
}

// peak returns the line of the log for a unit: the peak memory of its process in KB, and its ID.
func peak(unit vettool.Unit, state *os.ProcessState) string {
	usage, ok := state.SysUsage().(*syscall.Rusage)
	if !ok {
		return ""
	}
	return fmt.Sprintf("%d\t%s\n", usage.Maxrss, unit.ID)
}

// readPeaks reads such a log and returns the peaks in KB by ID.
func readPeaks(log string) (map[string]int64, error) {
	data, err := os.ReadFile(log)
	if err != nil {
		return nil, err
	}
	peaks := make(map[string]int64)
	for line := range strings.Lines(string(data)) {
		var kb int64
		var id string
		if _, err := fmt.Sscanf(line, "%d\t%s", &kb, &id); err == nil {
			peaks[id] = max(peaks[id], kb)
		}
	}
	return peaks, nil
}
