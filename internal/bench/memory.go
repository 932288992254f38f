package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

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

// compareMemory takes the peaks of the no-op tool and of the other, in KB by package.
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

// measure runs a command and appends the package and the peak memory in KB to a log, if it analysed one.
func measure(log string, command []string) int {
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	err := cmd.Run()
	last := command[len(command)-1]
	if data, readErr := os.ReadFile(last); strings.HasSuffix(last, ".cfg") && readErr == nil {
		var unit struct{ ID string }
		usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
		if json.Unmarshal(data, &unit) == nil && ok {
			f, openErr := os.OpenFile(log, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
			if openErr == nil {
				fmt.Fprintf(f, "%d\t%s\n", usage.Maxrss, unit.ID)
				f.Close()
			}
		}
	}
	if err != nil && cmd.ProcessState == nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return cmd.ProcessState.ExitCode()
}

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
