// Package funcvalues has functions in variables, parameters, fields and tables, where the targets are visible.
package funcvalues

import "example.com/kinds"

func sinking(s string) { kinds.Sink(s) } // @sink(variable, table, field, param, global)

func dropping(s string) {}

func echo(s string) string { return s }

func mute(s string) string { return "" }

func variable() {
	f := sinking
	f(kinds.Source()) // @source(variable)
	g := dropping
	g(kinds.Source())
}

func chosen(c bool) {
	f := mute
	if c {
		f = echo
	}
	kinds.Sink(f(kinds.Source())) // @source(chosen) @sink(chosen)
	g := echo
	g = mute
	kinds.Sink(g(kinds.Source()))
}

func each(f func(string), ss []string) {
	for _, s := range ss {
		f(s)
	}
}

func parameter() {
	each(sinking, []string{kinds.Source()}) // @source(param)
}

func through(f func(string) string) string {
	return f(kinds.Source()) // @source(through)
}

func parameterResult() {
	kinds.Sink(through(echo)) // @sink(through)
	kinds.Sink(through(mute))
}

type handler struct {
	put  func(string)
	drop func(string)
}

func field() {
	h := handler{put: sinking, drop: dropping}
	h.put(kinds.Source()) // @source(field)
	h.drop(kinds.Source())
}

func table(name string) {
	fs := map[string]func(string){"a": sinking, "b": dropping}
	if f, ok := fs[name]; ok {
		f(kinds.Source()) // @source(table)
	}
}

var current = sinking

var quiet = dropping

func global() {
	current(kinds.Source()) // @source(global)
	quiet(kinds.Source())
}

func pick(n int) func(string) string {
	if n == 0 {
		return echo
	}
	return mute
}

func picked(n int) {
	kinds.Sink(pick(n)(kinds.Source())) // @source(picked) @sink(picked)
}

func compose(f, g func(string) string) func(string) string {
	return func(s string) string { return g(f(s)) }
}

func composed() {
	kinds.Sink(compose(echo, echo)(kinds.Source())) // @source(composed) @sink(composed)
}
