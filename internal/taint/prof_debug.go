//go:build taintdump

package taint

import (
	"fmt"
	"os"
	"runtime/pprof"
	"strconv"
	"time"
)

func init() {
	if p := os.Getenv("CPUPROF"); p != "" {
		secs, _ := strconv.Atoi(os.Getenv("CPUSECS"))
		w, _ := os.Create(p)
		pprof.StartCPUProfile(w)
		go func() {
			time.Sleep(time.Duration(secs) * time.Second)
			pprof.StopCPUProfile()
			w.Close()
			os.Exit(3)
		}()
	}
	if os.Getenv("TIMES") != "" {
		timeHook = func(what string, d time.Duration, n int) {
			if d > 200*time.Millisecond {
				fmt.Fprintln(os.Stderr, "TIME", what, d, n)
			}
		}
	}
}
