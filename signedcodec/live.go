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

// Keyring returns the keys in force, reading them first when that is due. A
// signer that is made from them, directly or through a KeySource that returns
// them, follows later changes. The error is that of the source, an [ErrKey] for
// those of this package.
func (l *Live) Keyring() (*Keyring, error) {
	if l == nil || l.src == nil {
		return nil, keyError("the Live has no key source: make it with Watch")
	}
	if l.ring.Load() == nil {
		if err := l.Reload(); err != nil {
			return nil, err
		}
	}
	return l.current(), nil
}

// Reload reads the source now, as a program does on SIGHUP. On an error, which is
// the source's, the keys at hand stay in force.
func (l *Live) Reload() error {
	if l == nil || l.src == nil {
		return keyError("the Live has no key source: make it with Watch")
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.load()
}

// Err is the error of the last reload, nil when it succeeded.
func (l *Live) Err() error {
	if l == nil {
		return nil
	}
	if p := l.err.Load(); p != nil {
		return *p
	}
	return nil
}

// current reloads when it is due and nobody else does.
func (l *Live) current() *Keyring {
	if int64(l.now().Sub(l.started)) >= l.due.Load() && l.mu.TryLock() {
		defer l.mu.Unlock()
		_ = l.load() // kept for Err
	}
	return l.ring.Load()
}

func (l *Live) load() error {
	l.due.Store(int64(l.now().Sub(l.started) + l.every))
	ring, err := l.read()
	l.err.Store(&err)
	if err != nil {
		return err
	}
	if old := l.ring.Load(); old == nil || !old.equal(ring) {
		l.ring.Store(&Keyring{keys: ring.keys, live: l})
	}
	return nil
}

// read turns a panic of the source into an error: it runs in the middle of
// somebody's verification, which goes on with the keys at hand.
func (l *Live) read() (ring *Keyring, err error) {
	defer func() {
		if p := recover(); p != nil {
			ring, err = nil, keyError(fmt.Sprintf("the key source panicked (%T)", p))
		}
	}()
	if ring, err = l.src.Keyring(); err != nil {
		return nil, err
	}
	return ring.Keyring() // refuses an empty ring
}

// String lists the keys in force in redacted form.
func (l *Live) String() string {
	if l == nil {
		return "live keyring[]"
	}
	return "live " + l.ring.Load().String()
}

// GoString is String: %#v must not show more than %v.
func (l *Live) GoString() string { return l.String() }

// Format prints the redacted form whatever the verb.
func (l *Live) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, l.String()) }

// LogValue logs the redacted form.
func (l *Live) LogValue() slog.Value { return slog.StringValue(l.String()) }
