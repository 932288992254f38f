package signedcodec

import (
	"testing"
	"time"
)

func TestWallClockTellsTheSecond(t *testing.T) {
	var c wallClock
	for range 1000 {
		before := time.Now()
		got := c.unix()
		after := time.Now()
		if got < before.Unix() || got > after.Unix() {
			t.Fatalf("between %v and %v the clock says %d", before, after, got)
		}
	}
	r := c.last.Load()
	if end := r.at.Add(r.good); end.Unix() > r.at.Unix()+1 || r.good > maxReading || r.good <= 0 {
		t.Errorf("a reading at %v is used for %v", r.at, r.good)
	}
	old := &reading{at: r.at.Add(-time.Hour), good: maxReading}
	c.last.Store(old)
	if c.unix(); c.last.Load() == old {
		t.Error("an old reading is still used")
	}
}
