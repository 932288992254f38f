//go:build taintdump

package taint

import (
	"os"
	"runtime/pprof"
)

func init() {
	if p := os.Getenv("CPUPROF"); p != "" {
		profStart = func() func() {
			w, _ := os.Create(p)
			pprof.StartCPUProfile(w)
			return func() { pprof.StopCPUProfile(); w.Close() }
		}
	}
}
