package summary

import (
	"bytes"
	"fmt"
	"go/token"
	"reflect"
	"testing"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
	"github.com/unsafedecode/unsafedecode/internal/taint/lawtest"
)

// The format of facts, on summaries that no code was analysed for.

// A parts draws what summaries are made of.
type parts struct{ *lawtest.Drawing }

func newParts(seed uint64) parts { return parts{lawtest.New(seed)} }

// kind is a random kind; the names stay few, since a process has a bounded number of kinds.
func (d parts) kind() kind.Kind { return kind.Of(fmt.Sprint("codec-", d.IntN(5))) }

func (d parts) kinds() kind.Set {
	var s kind.Set
	for range d.IntN(3) {
		s |= d.kind().Set()
	}
	return s
}

// place is a random place that a summary may name.
func (d parts) place() access.Place {
	path := lawtest.Pick(d.Drawing, []access.Path{"", ".A", ".A.B", "[]", ".größe[key]", "[=1].x"})
	p := access.Place{Root: lawtest.Pick(d.Drawing, []access.Root{access.Param, access.Free, access.Cell, access.Result, access.CallArg, access.CallResult, access.Panic}), Path: path}
	switch p.Root {
	case access.Param, access.Free, access.Result:
		p.Index = d.IntN(4)
	case access.Cell:
		p.Cell = lawtest.Pick(d.Drawing, []string{"T.f", "var x", "T as U"})
	case access.CallArg, access.CallResult:
		p.Index, p.Sub, p.Method = d.IntN(4), d.IntN(4), lawtest.Pick(d.Drawing, []string{"", "Read"})
	}
	return p
}

func (d parts) steps() []*Step {
	out := make([]*Step, d.IntN(4))
	for i := range out {
		out[i] = &Step{
			Position: token.Position{Filename: lawtest.Pick(d.Drawing, []string{"a/b.go", "c.go"}), Line: 1 + d.IntN(3), Column: 1 + d.IntN(3)},
			Func:     lawtest.Pick(d.Drawing, []string{"", "f", "(T).g"}), Message: lawtest.Pick(d.Drawing, []string{"read from a", "passed through b"}),
		}
	}
	return out
}

func (d parts) flow() Flow {
	coin := func() bool { return d.IntN(2) == 0 }
	fl := Flow{Exact: coin(), Steps: d.steps(), Label: Label{Part: coin(), Deep: coin(), Shallow: coin(), Mixed: coin()}}
	if coin() {
		fl.Src = &Source{Kind: d.kind(), Label: lawtest.Pick(d.Drawing, []string{"a body", "größe"}), Mark: coin()}
		switch d.IntN(4) {
		case 0:
			fl.Src.Kind, fl.Src.Text = kind.Of(kind.Constant), lawtest.Pick(d.Drawing, []string{"", "s3cret"})
		case 1:
			fl.Src.Kind, fl.Src.Size = kind.Of(kind.Random), d.IntN(1<<16)
		}
	} else {
		fl.From = d.place()
	}
	if coin() {
		fl.Sink = &Sink{Kind: d.kind(), Label: "gob", Modelled: true, Own: coin(), Side: uint8(d.IntN(3)), ByUse: d.kinds(), TargetAt: d.place()}
	} else {
		fl.To = d.place()
	}
	if fl.Label.Clears = d.kinds(); fl.Label.Clears != 0 {
		fl.Label.Restores, fl.Label.Why = d.kinds(), "verified by f"
	}
	for range d.IntN(3) {
		fl.Refuses = append(fl.Refuses, Refusal{Text: lawtest.Pick(d.Drawing, []string{"", "x"}), Min: d.IntN(20)})
	}
	return fl
}

func (d parts) summary() *Summary {
	s := &Summary{Complete: true, NoReturn: d.IntN(2) == 0, Lazy: d.IntN(2) == 0}
	for range d.IntN(4) {
		s.Flows = append(s.Flows, d.flow())
	}
	for range d.IntN(3) {
		s.Guards = append(s.Guards, Guard{d.place(), d.kinds()})
		s.Kills = append(s.Kills, d.place())
		s.Calls = append(s.Calls, d.place())
	}
	for range d.IntN(3) {
		p := Postcondition{At: d.place(), Kinds: d.kinds(), When: Outcome(d.IntN(int(WhenField) + 1)), Label: "hmac.Equal"}
		if d.IntN(2) == 0 {
			p.Field = d.place()
		}
		if p.Kinds == 0 {
			p.Refuses = Refusal{Text: "changeme"}
		}
		if p.Group = d.IntN(3); p.Group > 0 {
			p.Needs = d.kind()
		}
		s.Postconditions = append(s.Postconditions, p)
	}
	return s
}

func (d parts) summaries() map[string]*Summary {
	all := map[string]*Summary{}
	for i := range 1 + d.IntN(4) {
		all[fmt.Sprint("F", i)] = d.summary()
	}
	return all
}

func TestDecodingIsTheInverseOfEncoding(t *testing.T) {
	d := newParts(12)
	for range lawtest.Trials / 10 {
		all := d.summaries()
		data := Encode(all, asWritten)
		for range 3 {
			if again := Encode(all, asWritten); !bytes.Equal(data, again) {
				t.Fatalf("%q, then %q", data, again)
			}
		}
		sums, err := Decode(data)
		if err != nil {
			t.Fatal(err)
		}
		if len(sums.encoded) != len(all) || sums.Of("G") != nil {
			t.Fatalf("%d summaries, want %d", len(sums.encoded), len(all))
		}
		for name, want := range all {
			got := sums.Of(name)
			if got == nil {
				t.Fatalf("%s: no summary", name)
			}
			if sums.Of(name) != got {
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

// asWritten is the position that a step of a fact has.
func asWritten(s *Step) token.Position { return s.Position }

// reencode decodes a fact and encodes it again.
func reencode(data []byte) ([]byte, error) {
	sums, err := Decode(data)
	if err != nil {
		return nil, err
	}
	all := map[string]*Summary{}
	for _, name := range sums.Names() {
		if all[name] = sums.Of(name); all[name] == nil {
			return nil, ErrMalformed
		}
	}
	return Encode(all, asWritten), nil
}

// normalize makes empty lists nil.
func normalize(s *Summary) {
	for i := range s.Flows {
		if len(s.Flows[i].Steps) == 0 {
			s.Flows[i].Steps = nil
		}
	}
}

// A fact that was cut off, or changed, is malformed or says something; it is never a crash, and never takes more memory
// than it has bytes for.
func TestDamagedFacts(t *testing.T) {
	d := newParts(13)
	malformed := 0
	for range 30 {
		data := Encode(d.summaries(), asWritten)
		for cut := range data {
			if _, err := reencode(data[:cut]); err != nil {
				malformed++
			}
		}
		for range 200 {
			bad := bytes.Clone(data)
			bad[d.IntN(len(bad))] = byte(d.Uint32())
			if _, err := reencode(bad); err != nil {
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
	var s Summary
	for range 20 {
		s.Flows = append(s.Flows, Flow{Src: &Source{Kind: kind.Of("codec-0"), Label: long}, To: access.Place{Root: access.Result}})
	}
	data := Encode(map[string]*Summary{"F": &s, "G": &s}, asWritten)
	if n := bytes.Count(data, []byte(long)); n != 1 {
		t.Errorf("the label stands in the fact %d times", n)
	}
	if each := (len(data) - len(long)) / 40; each > 12 {
		t.Errorf("a flow takes %d bytes", each)
	}
}

func TestFactsOfAnotherVersion(t *testing.T) {
	data := Encode(map[string]*Summary{"F": {NoReturn: true}}, asWritten)
	data[0]++
	if _, err := Decode(data); err == nil {
		t.Error("a fact of another version is read")
	}
	var none *Fact
	if none.Of("F") != nil {
		t.Error("no summaries have one")
	}
}

// FuzzDecode: any bytes are a fact or an error. The seeds are facts, so that what is made of them gets past the
// version.
func FuzzDecode(f *testing.F) {
	d := newParts(15)
	for range 20 {
		data := Encode(d.summaries(), asWritten)
		if _, err := Decode(data); err != nil {
			f.Fatalf("%q: %v", data, err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		sums, err := Decode(data)
		if err != nil {
			return
		}
		for _, name := range sums.Names() {
			sums.Of(name)
		}
	})
}
