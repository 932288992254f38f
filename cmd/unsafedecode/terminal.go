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

// A progress shows on a terminal that a run that takes longer than a second goes on. Elsewhere it shows nothing.
type progress struct {
	w     io.Writer
	mu    sync.Mutex
	units int
	done  chan struct{}
	ended sync.WaitGroup
}

func startProgress(w io.Writer) *progress {
	p := newProgress(w)
	if isTerminal(w) {
		p.ended.Go(p.show)
	}
	return p
}

func newProgress(w io.Writer) *progress { return &progress{w: w, done: make(chan struct{})} }

func (p *progress) show() {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	started, shown := time.Now(), false
	for {
		select {
		case <-tick.C:
			p.mu.Lock()
			n := p.units
			p.mu.Unlock()
			fmt.Fprintf(p.w, "\r\x1b[Kanalysing: %s, %d s", count(n, "package"), int(time.Since(started).Seconds()))
			shown = true
		case <-p.done:
			if shown {
				fmt.Fprint(p.w, "\r\x1b[K")
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
