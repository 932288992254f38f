package taint

import (
	"encoding/binary"
	"errors"
	"go/token"
)

var errFact = errors.New("malformed fact")

// A summaries is those of a fact, by name. Most are never asked for, so each is decoded when it is.
type summaries struct {
	strings []string
	steps   []stepEntry
	encoded map[string][]byte
	decoded map[string]*summary
}

// of is the summary of a name; nil if there is none or it is malformed. There may be no summaries.
func (s *summaries) of(name string) *summary {
	if s == nil {
		return nil
	}
	if sum, ok := s.decoded[name]; ok {
		return sum
	}
	var sum *summary
	if data, ok := s.encoded[name]; ok {
		d := &decoder{data: data, strings: s.strings, steps: s.steps}
		if sum = d.summary(); d.err != nil {
			sum = nil
		}
	}
	s.decoded[name] = sum
	return sum
}

// A decoder reads what an encoder wrote. Any input gives summaries or errFact.
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

func decodeSummaries(data []byte) (*summaries, error) {
	if len(data) == 0 || data[0] != factVersion {
		return nil, errFact
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
	out := &summaries{encoded: make(map[string][]byte, n), decoded: map[string]*summary{}}
	for range n {
		name := d.str()
		out.encoded[name] = d.bytes()
	}
	out.strings, out.steps = d.strings, d.steps
	return out, d.err
}

// bytes are those that follow their number.
func (d *decoder) bytes() []byte {
	n := d.count()
	data := d.data[:n]
	d.data = d.data[n:]
	return data
}

func (d *decoder) num() uint64 {
	n, size := binary.Uvarint(d.data)
	if size <= 0 {
		d.err, d.data = errFact, nil
		return 0
	}
	d.data = d.data[size:]
	return n
}

// count is a number of things that each take at least a byte.
func (d *decoder) count() int {
	n := d.num()
	if n > uint64(len(d.data)) {
		d.err, d.data = errFact, nil
		return 0
	}
	return int(n)
}

func (d *decoder) str() string { return d.text(d.num()) }

func (d *decoder) text(i uint64) string {
	if i >= uint64(len(d.strings)) {
		d.err = errFact
		return ""
	}
	return d.strings[i]
}

func (d *decoder) summary() *summary {
	bits := d.num()
	s := &summary{complete: true, noReturn: bits&1 != 0, lazy: bits&2 != 0}
	for range d.count() {
		s.flows = append(s.flows, d.flow())
	}
	for range d.count() {
		s.guards = append(s.guards, guard{d.place(), d.kinds()})
	}
	for range d.count() {
		s.overs = append(s.overs, d.place())
	}
	for range d.count() {
		s.calls = append(s.calls, d.place())
	}
	d.funcs(s)
	for range d.count() {
		p := proof{at: d.place(), kinds: d.kinds()}
		if p.kinds == 0 {
			p.refuses = d.refusal()
		}
		p.when = outcome(d.num())
		p.label = d.str()
		if p.group = int(d.num()); p.group > 0 {
			p.needs = kindOf(d.str())
		}
		s.proofs = append(s.proofs, p)
	}
	return s
}

func (d *decoder) flow() flow {
	bits := d.num()
	has := func(i int) bool { return bits&(1<<i) != 0 }
	fl := flow{exact: has(2), label: label{part: has(3), deep: has(4), shallow: has(7), mixed: has(11)}}
	if has(0) {
		fl.src = &source{kind: kindOf(d.str()), mark: has(12)}
		fl.src.label = d.str()
		if fl.src.kind == kindOf(Constant) {
			fl.src.text = d.str()
		}
		if fl.src.kind == kindOf(Random) {
			fl.src.size = int(d.num() & 0xffff)
		}
	} else {
		fl.from = d.place()
	}
	if has(1) {
		fl.sink = &sink{kind: kindOf(d.str()), modelled: true, own: has(6)}
		if has(8) {
			fl.sink.byUse = d.kinds()
		}
		if has(9) {
			fl.sink.side = 1
		} else if has(10) {
			fl.sink.side = 2
		}
		fl.sink.label = d.str()
		fl.sink.targetAt = d.place()
	} else {
		fl.to = d.place()
	}
	if has(5) {
		fl.label.clears, fl.label.restores = d.kinds(), d.kinds()
		fl.label.why = d.str()
	}
	for range d.count() {
		fl.refuses = append(fl.refuses, d.refusal())
	}
	fl.steps = d.trace()
	return fl
}

func (d *decoder) refusal() refusal { return refusal{text: d.str(), min: int(d.num() & 0xffff)} }

func (d *decoder) kinds() kindset {
	var s kindset
	for range d.count() {
		if n := d.str(); d.err == nil {
			s |= kindOf(n).set()
		}
	}
	return s
}

func (d *decoder) place() place {
	p := place{kind: rootKind(d.num())}
	p.index = int(d.num())
	p.path = d.str()
	if p.kind == rootCallArg || p.kind == rootCallRes {
		p.cell, p.method = d.str(), d.str()
		p.sub = int(d.num())
		p.rest = d.str()
	}
	if p.kind == rootCell {
		p.cell, p.rest = d.str(), d.str()
	}
	if p.index < 0 || p.index > 1<<16 || p.sub < 0 || p.sub > 1<<16 {
		d.err = errFact
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
		d.err = errFact
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
