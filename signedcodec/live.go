package signedcodec

import (
	"fmt"
	"io"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"
)

// Live is a keyring that follows its source. Signers made from it sign and
// verify with the new keys from the next operation on.
//
// It runs no goroutine: the first operation after the interval reloads the
// source, while concurrent ones go on with the keys at hand. When a reload fails,
// the keys at hand stay in force and [Live.Err] tells why.
type Live struct {
	src   KeySource
	every time.Duration
	now   func() time.Time

	due  atomic.Int64 // nanoseconds since start, when the next reload is due
	ring atomic.Pointer[Keyring]

	mu      sync.Mutex // held by the one caller that reloads
	started time.Time
	err     atomic.Pointer[error]
}

// Watch reloads src at most once in every interval. An interval of zero or less
// means one minute. A source that cannot be read at the start makes [New] fail.
func Watch(src KeySource, every time.Duration) *Live {
	return watch(src, every, time.Now)
}

func watch(src KeySource, every time.Duration, now func() time.Time) *Live {
	if every <= 0 {
		every = time.Minute
	}
	return &Live{src: src, every: every, now: now, started: now()}
}

// Keyring returns the keys in force, loading them first when they never were.
func (l *Live) Keyring() (*Keyring, error) {
	if l.ring.Load() == nil {
		if err := l.Reload(); err != nil {
			return nil, err
		}
	}
	return l.current(), nil
}

// Reload reads the source now, as a program does on SIGHUP.
func (l *Live) Reload() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.load()
}

// Err is the error of the last reload, nil when it succeeded.
func (l *Live) Err() error {
	if p := l.err.Load(); p != nil {
		return *p
	}
	return nil
}

// current reloads when it is due and nobody else does.
func (l *Live) current() *Keyring {
	if int64(l.now().Sub(l.started)) >= l.due.Load() && l.mu.TryLock() {
		_ = l.load() // kept for Err
		l.mu.Unlock()
	}
	return l.ring.Load()
}

func (l *Live) load() error {
	l.due.Store(int64(l.now().Sub(l.started) + l.every))
	if l.src == nil {
		return keyError("Watch was given no key source")
	}
	ring, err := l.src.Keyring()
	if err == nil {
		ring, err = ring.Keyring() // refuses an empty ring
	}
	l.err.Store(&err)
	if err != nil {
		return err
	}
	if old := l.ring.Load(); old == nil || !old.equal(ring) {
		l.ring.Store(ring)
	}
	return nil
}

// String lists the keys in force in redacted form.
func (l *Live) String() string { return "live " + l.ring.Load().String() }

// GoString is String: %#v must not show more than %v.
func (l *Live) GoString() string { return l.String() }

// Format prints the redacted form whatever the verb.
func (l *Live) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, l.String()) }

// LogValue logs the redacted form.
func (l *Live) LogValue() slog.Value { return slog.StringValue(l.String()) }
