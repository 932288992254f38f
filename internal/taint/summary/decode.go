package summary

import (
	"encoding/binary"
	"errors"
	"go/token"
	"maps"
	"slices"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
)

// ErrMalformed is the error for data that Encode of this version did not write.
var ErrMalformed = errors.New("malformed fact")

// A Fact holds the summaries of a fact, by name. Each is decoded when it is first asked for, since most never are.
type Fact struct {
	strings []string
	steps   []stepEntry
	encoded map[string][]byte
	decoded map[string]*Summary
}

// Of returns the summary of a name; nil if there is none or it is malformed. s may be nil.
func (s *Fact) Of(name string) *Summary {
	if s == nil {
		return nil
	}
	if sum, ok := s.decoded[name]; ok {
		return sum
	}
	var sum *Summary
	if data, ok := s.encoded[name]; ok {
		d := &decoder{data: data, strings: s.strings, steps: s.steps}
		if sum = d.summary(); d.err != nil {
			sum = nil
		}
	}
	s.decoded[name] = sum
	return sum
}

// NewFact returns a fact of summaries that were not encoded.
func NewFact(sums map[string]*Summary) *Fact { return &Fact{decoded: sums} }

// Names returns the names of the encoded summaries, sorted.
func (s *Fact) Names() []string { return slices.Sorted(maps.Keys(s.encoded)) }

// A decoder reads what an encoder wrote. Any input gives summaries or ErrMalformed.
type decoder struct {
	data    []byte
	strings []string
	steps   []stepEntry
	depth   int // of summaries inside summaries
	err     error
}

// A stepEntry is a step of the table, with the step that it has been made into when a trace had it first.
type stepEntry struct {
	coded codedStep
	step  *Step
}

// Decode returns the fact that Encode wrote as data. Malformed summaries in it show only in Fact.Of.
func Decode(data []byte) (*Fact, error) {
	if len(data) == 0 || data[0] != factVersion {
		return nil, ErrMalformed
	}
	d := &decoder{data: data[1:]}
	n := d.count()
	d.strings = make([]string, d.count())
	for i := range d.strings {
		d.strings[i] = string(d.bytes())
	}
	d.steps = make([]stepEntry, d.count())
	for i := range d.steps {
		d.steps[i].coded = codedStep{file: d.num(), line: d.num(), column: d.num(), fn: d.num(), message: d.num()}
	}
	out := &Fact{encoded: make(map[string][]byte, n), decoded: map[string]*Summary{}}
	for range n {
		name := d.str()
		out.encoded[name] = d.bytes()
	}
	out.strings, out.steps = d.strings, d.steps
	return out, d.err
}

// bytes reads a length and as many bytes.
func (d *decoder) bytes() []byte {
	n := d.count()
	data := d.data[:n]
	d.data = d.data[n:]
	return data
}

func (d *decoder) num() uint64 {
	n, size := binary.Uvarint(d.data)
	if size <= 0 {
		d.err, d.data = ErrMalformed, nil
		return 0
	}
	d.data = d.data[size:]
	return n
}

// count reads the number of things that follow, each of which takes at least a byte.
func (d *decoder) count() int {
	n := d.num()
	if n > uint64(len(d.data)) {
		d.err, d.data = ErrMalformed, nil
		return 0
	}
	return int(n)
}

func (d *decoder) str() string { return d.text(d.num()) }

func (d *decoder) text(i uint64) string {
	if i >= uint64(len(d.strings)) {
		d.err = ErrMalformed
		return ""
	}
	return d.strings[i]
}

func (d *decoder) summary() *Summary {
	bits := d.num()
	s := &Summary{Complete: true, NoReturn: bits&1 != 0, Lazy: bits&2 != 0}
	for range d.count() {
		s.Flows = append(s.Flows, d.flow())
	}
	for range d.count() {
		s.Guards = append(s.Guards, Guard{d.place(), d.kinds()})
	}
	for range d.count() {
		s.Kills = append(s.Kills, d.place())
	}
	for range d.count() {
		s.Calls = append(s.Calls, d.place())
	}
	d.funcs(s)
	for range d.count() {
		p := Postcondition{At: d.place(), Kinds: d.kinds()}
		if p.Kinds == 0 {
			p.Refuses = d.refusal()
		}
		p.When = Outcome(d.num())
		p.Label, p.Field = d.str(), d.place()
		if p.Group = int(d.num()); p.Group > 0 {
			p.Needs = kind.Of(d.str())
		}
		s.Postconditions = append(s.Postconditions, p)
	}
	return s
}

func (d *decoder) flow() Flow {
	bits := d.num()
	has := func(i int) bool { return bits&(1<<i) != 0 }
	fl := Flow{Exact: has(2), Label: Label{Part: has(3), Deep: has(4), Shallow: has(7), Mixed: has(11)}}
	if has(0) {
		fl.Src = &Source{Kind: kind.Of(d.str()), Mark: has(12)}
		fl.Src.Label = d.str()
		if fl.Src.Kind == kind.Of(kind.Constant) {
			fl.Src.Text = d.str()
		}
		if fl.Src.Kind == kind.Of(kind.Random) {
			fl.Src.Size = int(d.num() & 0xffff)
		}
	} else {
		fl.From = d.place()
	}
	if has(1) {
		fl.Sink = &Sink{Kind: kind.Of(d.str()), Modelled: true, Own: has(6)}
		if has(8) {
			fl.Sink.ByUse = d.kinds()
		}
		if has(9) {
			fl.Sink.Side = 1
		} else if has(10) {
			fl.Sink.Side = 2
		}
		fl.Sink.Label = d.str()
		fl.Sink.TargetAt = d.place()
	} else {
		fl.To = d.place()
	}
	if has(5) {
		fl.Label.Clears, fl.Label.Restores = d.kinds(), d.kinds()
		fl.Label.Why = d.str()
	}
	for range d.count() {
		fl.Refuses = append(fl.Refuses, d.refusal())
	}
	fl.Steps = d.trace()
	return fl
}

func (d *decoder) refusal() Refusal { return Refusal{Text: d.str(), Min: int(d.num() & 0xffff)} }

func (d *decoder) kinds() kind.Set {
	var s kind.Set
	for range d.count() {
		if n := d.str(); d.err == nil {
			s |= kind.Of(n).Set()
		}
	}
	return s
}

func (d *decoder) place() access.Place {
	p := access.Place{Root: access.Root(d.num())}
	p.Index = int(d.num())
	p.Path = access.Path(d.str())
	if p.Root == access.CallArg || p.Root == access.CallResult {
		p.Cell, p.Method = d.str(), d.str()
		p.Sub = int(d.num())
		p.Rest = access.Path(d.str())
	}
	if p.Root == access.Cell {
		p.Cell, p.Rest = d.str(), access.Path(d.str())
	}
	if p.Index < 0 || p.Index > 1<<16 || p.Sub < 0 || p.Sub > 1<<16 {
		d.err = ErrMalformed
	}
	return p
}

func (d *decoder) trace() []*Step {
	out := make([]*Step, 0, d.count())
	for range cap(out) {
		out = append(out, d.step(d.num()))
	}
	return out
}

func (d *decoder) step(i uint64) *Step {
	if i >= uint64(len(d.steps)) {
		d.err = ErrMalformed
		return new(Step)
	}
	e := &d.steps[i]
	if e.step == nil {
		c := e.coded
		e.step = &Step{
			Position: token.Position{Filename: d.text(c.file), Line: int(c.line), Column: int(c.column)},
			Func:     d.text(c.fn), Message: d.text(c.message),
		}
	}
	return e.step
}
