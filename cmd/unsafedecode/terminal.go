package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"
)

// isTerminal reports whether a person reads what is written to w.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0 && os.Getenv("TERM") != "dumb"
}

func colored(w io.Writer) bool {
	return os.Getenv("NO_COLOR") == "" && isTerminal(w)
}

// A progress shows that a run goes on: on a terminal from the first second on, elsewhere a line every half a minute, so that a system that
// ends builds without output does not end this one.
type progress struct {
	w     io.Writer
	mu    sync.Mutex
	units int
	done  chan struct{}
	ended sync.WaitGroup
}

func startProgress(w io.Writer, quiet bool) *progress {
	p := newProgress(w)
	switch {
	case isTerminal(w):
		p.ended.Go(func() { p.show(time.Second, "\r\x1b[K%s", "\r\x1b[K") })
	case !quiet:
		p.ended.Go(func() { p.show(lineEvery, "unsafedecode: %s\n", "") })
	}
	return p
}

const lineEvery = 30 * time.Second

func newProgress(w io.Writer) *progress { return &progress{w: w, done: make(chan struct{})} }

// show writes at intervals, in a form, and at the end what takes that away.
func (p *progress) show(every time.Duration, form, end string) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	started, shown := time.Now(), false
	for {
		select {
		case <-tick.C:
			p.mu.Lock()
			n := p.units
			p.mu.Unlock()
			fmt.Fprintf(p.w, form, fmt.Sprintf("analyzing: %s, %d s", count(n, "package"), int(time.Since(started).Seconds())))
			shown = true
		case <-p.done:
			if shown {
				fmt.Fprint(p.w, end)
			}
			return
		}
	}
}

// unit counts a package that is done.
func (p *progress) unit() {
	p.mu.Lock()
	p.units++
	p.mu.Unlock()
}

func (p *progress) stop() {
	close(p.done)
	p.ended.Wait()
}

// count is a number with the word for what it counts.
func count(n int, word string) string {
	switch {
	case n == 1:
	case strings.HasSuffix(word, "x"):
		word += "es"
	default:
		word += "s"
	}
	return fmt.Sprintf("%d %s", n, word)
}
