package signedcodec

import (
	"sync/atomic"
	"time"
)

// maxReading is how long a reading of the wall clock is used, so how late a
// clock that was set is noticed.
const maxReading = 100 * time.Millisecond

// wallClock tells the second. time.Now reads two clocks, time.Since one: at the
// speed of the hash, the difference is a fortieth of a short token's cost.
type wallClock struct{ last atomic.Pointer[reading] }

type reading struct {
	at   time.Time
	good time.Duration // until the second ends, at most maxReading

	second int64 // of at
}

var systemClock wallClock

// atLeast is a second that has come: that of the last reading.
func (c *wallClock) atLeast() uint64 {
	if r := c.last.Load(); r != nil {
		return uint64(max(r.second, 0))
	}
	return 0
}

func (c *wallClock) unix() int64 {
	r := c.last.Load()
	if r == nil || time.Since(r.at) >= r.good {
		now := time.Now()
		r = &reading{now, min(time.Second-time.Duration(now.Nanosecond()), maxReading), now.Unix()}
		c.last.Store(r)
	}
	return r.second
}
