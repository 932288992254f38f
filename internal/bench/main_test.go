package main

import "testing"

func TestEnds(t *testing.T) {
	all := []listed{
		{"m/a", "a.go", []string{"fmt", "m/b", "m/c"}},
		{"m/b", "b.go", []string{"m/c"}},
		{"m/c", "c.go", []string{"fmt"}},
	}
	if leaf, root := endsOf(all); leaf != "a.go" || root != "c.go" {
		t.Errorf("leaf %s, root %s", leaf, root)
	}
}

func TestCompareMemory(t *testing.T) {
	largest, middle, err := compareMemory([2]map[string]int64{
		{"a": 20 << 10, "b": 10 << 10, "c": 30 << 10},
		{"a": 30 << 10, "b": 40 << 10, "c": 30 << 10, "d": 90 << 10},
	})
	if err != nil || largest != "4.00 (40 MB)" || middle != "1.50" {
		t.Errorf("%s, %s, %v", largest, middle, err)
	}
	if _, _, err := compareMemory([2]map[string]int64{}); err == nil {
		t.Error("nothing is compared")
	}
}
