package taint

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/position"
	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// Dump has the engine print the functions of some names as it solves them, until stop is called.
func Dump(w io.Writer, names ...string) (stop func()) {
	dumpHook = func(f *function, sum *summary.Summary) {
		if slices.Contains(names, f.fn.Name()) || slices.Contains(names, f.name) {
			(&dumping{w, f}).function(sum)
		}
	}
	return func() { dumpHook = nil }
}

// A dumping prints what is known of one function.
type dumping struct {
	io.Writer
	f *function
}

func (d *dumping) line(format string, args ...any) {
	fmt.Fprintln(d, strings.TrimRight(fmt.Sprintf("  "+format, args...), " "))
}

func (d *dumping) function(sum *summary.Summary) {
	fmt.Fprintf(d, "%s\n", d.f.fn)
	d.values()
	d.events()
	d.uses()
	for _, k := range d.f.checkKeys() {
		c := d.f.checks[k]
		d.line("check  %-14s %s clears %s where it succeeds", d.at(c.at), d.set(c.ev), kindNames(c.kinds))
	}
	for _, all := range [][]summary.Flow{sum.Flows, sum.Found} {
		for i := range all {
			d.flow(&all[i])
		}
	}
	for _, p := range sum.Postconditions {
		d.line("proof  %s is free of %s if the function succeeds", p.At, kindNames(p.Kinds))
	}
	for _, p := range sum.Kills {
		d.line("kills  %s", p)
	}
}

// values prints the registers about which something is known, not what the objects hold that they point to.
func (d *dumping) values() {
	for _, b := range d.f.fn.Blocks {
		for _, in := range b.Instrs {
			if v, ok := in.(ssa.Value); ok && !d.f.env[v].empty() {
				d.line("value  %-14s %-6s %s", d.at(in), v.Name(), d.value(d.f.env[v]))
			}
		}
	}
}

func (d *dumping) events() {
	for id := range d.f.g.events {
		ev := &d.f.g.events[id]
		what := ev.note
		switch {
		case ev.source != nil:
			what = fmt.Sprintf("source of %s: %s", ev.source.Kind, ev.source.Label)
		case ev.place.Root != access.None:
			what = "at entry: " + ev.place.String()
		}
		var from []string
		for _, p := range ev.preds {
			from = append(from, fmt.Sprint("e", p.from, labelNames(p.label)))
		}
		arrow := ""
		if from != nil {
			arrow = "<- " + strings.Join(from, " ")
		}
		d.line("event  %-14s e%-5d %s %s", d.at(ev.at), id, what, arrow)
	}
}

func (d *dumping) uses() {
	for i := range d.f.uses {
		u := &d.f.uses[i]
		to := "into " + u.to.String()
		if u.sink != nil {
			to = fmt.Sprintf("into sink %s: %s", u.sink.Kind, u.sink.Label)
		}
		d.line("use    %-14s %s %s", d.at(u.at), d.set(u.ev), to)
	}
}

func (d *dumping) flow(fl *summary.Flow) {
	from, to := fl.From.String(), fl.To.String()
	if fl.Src != nil {
		from = fmt.Sprintf("%s (%s)", fl.Src.Kind, fl.Src.Label)
	}
	if fl.Sink != nil {
		to = fmt.Sprintf("sink %s (%s)", fl.Sink.Kind, fl.Sink.Label)
	}
	d.line("flow   %s -> %s%s", from, to, labelNames(fl.Label))
	for _, s := range fl.Steps {
		d.line("       %s in %s", s.Message, s.Func)
	}
}

// value prints the events of a value, what it points to, and its components.
func (d *dumping) value(v *val) string {
	var parts []string
	if len(v.ev) > 0 {
		parts = append(parts, d.set(v.ev))
	}
	for _, r := range v.refs {
		parts = append(parts, fmt.Sprintf("&o%d%s", r.obj.id, r.path))
	}
	for _, s := range v.sub {
		parts = append(parts, string(s.elem)+":"+d.value(s.v))
	}
	if len(v.fns) > 0 {
		parts = append(parts, fmt.Sprintf("%d functions", len(v.fns)))
	}
	return "{" + strings.Join(parts, " ") + "}"
}

func (d *dumping) set(ev evset) string {
	names := make([]string, len(ev))
	for i, e := range ev {
		names[i] = fmt.Sprint("e", e)
	}
	return strings.Join(names, "+")
}

// at is where an instruction stands: line and column.
func (d *dumping) at(in ssa.Instruction) string {
	if in == nil {
		return "entry"
	}
	pos := positionOf(in)
	if !pos.IsValid() {
		return fmt.Sprintf("block %d", in.Block().Index)
	}
	at := position.Of(d.f.p.pass.Fset, pos)
	return fmt.Sprintf("%d:%d", at.Line, at.Column)
}

func kindNames(s kind.Set) string { return strings.Join(slices.Sorted(slices.Values(s.Names())), ", ") }

// labelNames are what a label says, in brackets; empty if it says nothing.
func labelNames(l summary.Label) string {
	said := map[string]bool{
		"clears " + kindNames(l.Clears): l.Clears != 0, "restores " + kindNames(l.Restores): l.Restores != 0,
		"part": l.Part, "deep": l.Deep, "shallow": l.Shallow, "mixed": l.Mixed, "assumed": l.Assumed, l.Why: l.Why != "",
	}
	maps.DeleteFunc(said, func(_ string, said bool) bool { return !said })
	if len(said) == 0 {
		return ""
	}
	return " [" + strings.Join(slices.Sorted(maps.Keys(said)), "; ") + "]"
}
