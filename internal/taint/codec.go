package taint

import (
	"bytes"
	"encoding/binary"
	"errors"
	"go/token"
	"maps"
	"path"
	"path/filepath"
	"slices"

	"github.com/unsafedecode/unsafedecode/internal/position"
)

// factVersion is the first byte of a fact; it changes with the encoding.
const factVersion = 8

// An encoder writes summaries: a table of strings, one of steps, then of each function its name, its summary's length and the
// summary, all as numbers. The same summaries give the same bytes.
type encoder struct {
	p       *pkg
	buf     bytes.Buffer
	strings *table[string]
	steps   *table[codedStep]
}

// A table numbers what is written more than once.
type table[T comparable] struct {
	index map[T]uint64
	all   []T
}

func (t *table[T]) number(x T) uint64 {
	i, ok := t.index[x]
	if !ok {
		i = uint64(len(t.all))
		t.index[x] = i
		t.all = append(t.all, x)
	}
	return i
}

// A codedStep is a step as it is written; its texts are numbers of the table of strings.
type codedStep struct{ file, line, column, fn, message uint64 }

func (p *pkg) encodeSummaries(sums map[string]*summary) []byte {
	e := &encoder{p: p, strings: &table[string]{index: map[string]uint64{}}, steps: &table[codedStep]{index: map[codedStep]uint64{}}}
	for _, name := range slices.Sorted(maps.Keys(sums)) {
		one := &encoder{p: p, strings: e.strings, steps: e.steps}
		one.summary(sums[name])
		e.str(name)
		e.num(uint64(one.buf.Len()))
		e.buf.Write(one.buf.Bytes())
	}
	var out bytes.Buffer
	out.WriteByte(factVersion)
	head := &encoder{}
	head.num(uint64(len(sums)))
	head.num(uint64(len(e.strings.all)))
	for _, s := range e.strings.all {
		head.num(uint64(len(s)))
		head.buf.WriteString(s)
	}
	head.num(uint64(len(e.steps.all)))
	for _, s := range e.steps.all {
		head.nums(s.file, s.line, s.column, s.fn, s.message)
	}
	out.Write(head.buf.Bytes())
	out.Write(e.buf.Bytes())
	return out.Bytes()
}

func (e *encoder) num(n uint64) { e.buf.Write(binary.AppendUvarint(nil, n)) }

func (e *encoder) nums(all ...uint64) {
	for _, n := range all {
		e.num(n)
	}
}

func (e *encoder) str(s string) { e.num(e.strings.number(s)) }

func (e *encoder) flags(bits ...bool) {
	var n uint64
	for i, b := range bits {
		if b {
			n |= 1 << i
		}
	}
	e.num(n)
}

func (e *encoder) summary(s *summary) {
	e.flags(s.noReturn, s.lazy)
	e.num(uint64(len(s.flows)))
	for i := range s.flows {
		e.flow(&s.flows[i])
	}
	e.num(uint64(len(s.guards)))
	for _, gd := range s.guards {
		e.place(gd.at)
		e.kinds(gd.kinds)
	}
	e.num(uint64(len(s.overs)))
	for _, p := range s.overs {
		e.place(p)
	}
	e.num(uint64(len(s.calls)))
	for _, p := range s.calls {
		e.place(p)
	}
	e.funcs(s)
	e.num(uint64(len(s.proofs)))
	for _, p := range s.proofs {
		e.place(p.at)
		e.kinds(p.kinds)
		if p.kinds == 0 {
			e.refusal(p.refuses)
		}
		e.num(uint64(p.when))
		e.str(p.label)
		e.num(uint64(p.group))
		if p.group > 0 {
			e.str(p.needs.String())
		}
	}
}

func (e *encoder) flow(fl *flow) {
	l := fl.label
	e.flags(fl.src != nil, fl.sink != nil, fl.exact, l.part, l.deep, l.clears|l.restores != 0, fl.sink != nil && fl.sink.own, l.shallow,
		fl.sink != nil && fl.sink.byUse != 0, fl.sink != nil && fl.sink.side == 1, fl.sink != nil && fl.sink.side == 2, l.mixed, fl.src != nil && fl.src.mark)
	if fl.src != nil {
		e.str(fl.src.kind.String())
		e.str(fl.src.label)
		if fl.src.kind == kindOf(Constant) {
			e.str(fl.src.text)
		}
		if fl.src.kind == kindOf(Random) {
			e.num(uint64(fl.src.size))
		}
	} else {
		e.place(fl.from)
	}
	if fl.sink != nil {
		e.str(fl.sink.kind.String())
		if fl.sink.byUse != 0 {
			e.kinds(fl.sink.byUse)
		}
		e.str(fl.sink.label)
		e.place(fl.sink.targetAt)
	} else {
		e.place(fl.to)
	}
	if l.clears|l.restores != 0 {
		e.kinds(l.clears)
		e.kinds(l.restores)
		e.str(l.why)
	}
	e.num(uint64(len(fl.refuses)))
	for _, r := range fl.refuses {
		e.refusal(r)
	}
	e.trace(fl.steps)
}

func (e *encoder) refusal(r refusal) {
	e.str(r.text)
	e.num(uint64(r.min))
}

func (e *encoder) kinds(s kindset) {
	names := s.names()
	slices.Sort(names)
	e.num(uint64(len(names)))
	for _, n := range names {
		e.str(n)
	}
}

func (e *encoder) place(p place) {
	e.num(uint64(p.kind))
	e.num(uint64(p.index))
	e.str(p.path)
	if p.kind == rootCallArg || p.kind == rootCallRes {
		e.str(p.cell)
		e.str(p.method)
		e.num(uint64(p.sub))
		e.str(p.rest)
	}
	if p.kind == rootCell {
		e.str(p.cell)
		e.str(p.rest)
	}
}

func (e *encoder) trace(steps []*Step) {
	e.num(uint64(len(steps)))
	for _, s := range steps {
		pos := e.p.position(s)
		e.num(e.steps.number(codedStep{
			file: e.strings.number(pos.Filename), line: uint64(pos.Line), column: uint64(pos.Column),
			fn: e.strings.number(s.Func), message: e.strings.number(s.Message),
		}))
	}
}

// position is a step's position as another package sees it: the file's name below its import path.
func (p *pkg) position(s *Step) token.Position {
	if s.Position.IsValid() {
		return s.Position
	}
	if !s.Pos.IsValid() {
		return token.Position{}
	}
	pos := position.Of(p.pass.Fset, p.callStart(s.Pos))
	pos.Filename = path.Join(p.pass.Pkg.Path(), filepath.Base(pos.Filename))
	return pos
}

var errFact = errors.New("malformed fact")

// Summaries are those of a fact, by name. Most are never asked for, so each is decoded when it is.
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
