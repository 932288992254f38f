package taint

import (
	"bytes"
	"fmt"
	"go/token"
	"reflect"
	"testing"
)

// The format of facts, on summaries that no code was analysed for.

// kindName names a random kind; the names stay few, since a process has a bounded number of kinds.
func (d *drawing) kind() kind { return kindOf(fmt.Sprint("codec-", d.IntN(5))) }

func (d *drawing) kinds() kindset {
	var s kindset
	for range d.IntN(3) {
		s |= d.kind().set()
	}
	return s
}

// place is a random place that a summary may name.
func (d *drawing) place() place {
	path, _ := d.path(4)
	p := place{kind: pick(d, []rootKind{rootParam, rootFree, rootCell, rootResult, rootCallArg, rootCallRes, rootPanic}), path: path}
	switch p.kind {
	case rootParam, rootFree, rootResult:
		p.index = d.IntN(4)
	case rootCell:
		p.cell = pick(d, []string{"T.f", "var x", "T as U"})
	case rootCallArg, rootCallRes:
		p.index, p.sub, p.method = d.IntN(4), d.IntN(4), pick(d, []string{"", "Read"})
	}
	return p
}

func (d *drawing) steps() []*Step {
	out := make([]*Step, d.IntN(4))
	for i := range out {
		out[i] = &Step{
			Position: token.Position{Filename: pick(d, []string{"a/b.go", "c.go"}), Line: 1 + d.IntN(3), Column: 1 + d.IntN(3)},
			Func:     pick(d, []string{"", "f", "(T).g"}), Message: pick(d, []string{"read from a", "passed through b"}),
		}
	}
	return out
}

func (d *drawing) flow() flow {
	coin := func() bool { return d.IntN(2) == 0 }
	fl := flow{exact: coin(), steps: d.steps(), label: label{part: coin(), deep: coin(), shallow: coin(), mixed: coin()}}
	if coin() {
		fl.src = &source{kind: d.kind(), label: pick(d, []string{"a body", "größe"}), mark: coin()}
		switch d.IntN(4) {
		case 0:
			fl.src.kind, fl.src.text = kindOf(Constant), pick(d, []string{"", "s3cret"})
		case 1:
			fl.src.kind, fl.src.size = kindOf(Random), d.IntN(1<<16)
		}
	} else {
		fl.from = d.place()
	}
	if coin() {
		fl.sink = &sink{kind: d.kind(), label: "gob", modelled: true, own: coin(), side: uint8(d.IntN(3)), byUse: d.kinds(), targetAt: d.place()}
	} else {
		fl.to = d.place()
	}
	if fl.label.clears = d.kinds(); fl.label.clears != 0 {
		fl.label.restores, fl.label.why = d.kinds(), "verified by f"
	}
	for range d.IntN(3) {
		fl.refuses = append(fl.refuses, refusal{text: pick(d, []string{"", "x"}), min: d.IntN(20)})
	}
	return fl
}

func (d *drawing) summary() *summary {
	s := &summary{complete: true, noReturn: d.IntN(2) == 0, lazy: d.IntN(2) == 0}
	for range d.IntN(4) {
		s.flows = append(s.flows, d.flow())
	}
	for range d.IntN(3) {
		s.guards = append(s.guards, guard{d.place(), d.kinds()})
		s.overs = append(s.overs, d.place())
		s.calls = append(s.calls, d.place())
	}
	for range d.IntN(3) {
		p := proof{at: d.place(), kinds: d.kinds(), when: outcome(d.IntN(int(whenReturns) + 1)), label: "hmac.Equal"}
		if p.kinds == 0 {
			p.refuses = refusal{text: "changeme"}
		}
		if p.group = d.IntN(3); p.group > 0 {
			p.needs = d.kind()
		}
		s.proofs = append(s.proofs, p)
	}
	return s
}

func (d *drawing) summaries() map[string]*summary {
	all := map[string]*summary{}
	for i := range 1 + d.IntN(4) {
		all[fmt.Sprint("F", i)] = d.summary()
	}
	return all
}

func TestDecodingIsTheInverseOfEncoding(t *testing.T) {
	d := newDrawing(12)
	for range trials / 10 {
		all := d.summaries()
		data := encodeSummaries(all, ownPosition)
		for range 3 {
			if again := encodeSummaries(all, ownPosition); !bytes.Equal(data, again) {
				t.Fatalf("%q, then %q", data, again)
			}
		}
		sums, err := decodeSummaries(data)
		if err != nil {
			t.Fatal(err)
		}
		if len(sums.encoded) != len(all) || sums.of("G") != nil {
			t.Fatalf("%d summaries, want %d", len(sums.encoded), len(all))
		}
		for name, want := range all {
			got := sums.of(name)
			if got == nil {
				t.Fatalf("%s: no summary", name)
			}
			if sums.of(name) != got {
				t.Fatalf("%s is decoded twice", name)
			}
			normalize(got)
			normalize(want)
			if !reflect.DeepEqual(got, want) {
				t.Fatalf("%s:\n%+v, want\n%+v", name, got, want)
			}
		}
	}
}

// normalize makes empty lists nil.
func normalize(s *summary) {
	for i := range s.flows {
		if len(s.flows[i].steps) == 0 {
			s.flows[i].steps = nil
		}
	}
}

// A fact that was cut off, or changed, is malformed or says something; it is never a crash, and never takes more memory than it has bytes for.
func TestDamagedFacts(t *testing.T) {
	keepKinds(t)
	d := newDrawing(13)
	malformed := 0
	for range 30 {
		data := encodeSummaries(d.summaries(), ownPosition)
		for cut := range data {
			if _, err := Reencode(data[:cut]); err != nil {
				malformed++
			}
		}
		for range 200 {
			bad := bytes.Clone(data)
			bad[d.IntN(len(bad))] = byte(d.Uint32())
			if _, err := Reencode(bad); err != nil {
				malformed++
			}
		}
	}
	if malformed < 1000 {
		t.Errorf("%d damaged facts were told", malformed)
	}
}

func TestTablesWriteOnce(t *testing.T) {
	long := "a label that is written many times, and stands in the fact once"
	var s summary
	for range 20 {
		s.flows = append(s.flows, flow{src: &source{kind: kindOf("codec-0"), label: long}, to: place{kind: rootResult}})
	}
	data := encodeSummaries(map[string]*summary{"F": &s, "G": &s}, ownPosition)
	if n := bytes.Count(data, []byte(long)); n != 1 {
		t.Errorf("the label stands in the fact %d times", n)
	}
	if each := (len(data) - len(long)) / 40; each > 12 {
		t.Errorf("a flow takes %d bytes", each)
	}
}

func TestFactsOfAnotherVersion(t *testing.T) {
	data := encodeSummaries(map[string]*summary{"F": {noReturn: true}}, ownPosition)
	data[0]++
	if _, err := decodeSummaries(data); err == nil {
		t.Error("a fact of another version is read")
	}
	if got := describe(data); got != errFact.Error() {
		t.Errorf("it says %q", got)
	}
	data[0]--
	if got, want := describe(data), "taint of [F]"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	var none *summaries
	if none.of("F") != nil {
		t.Error("no summaries have one")
	}
}
