// Package unnamedstructs has struct types without a name.
package unnamedstructs

import (
	"encoding/json"

	"example.com/kinds"
)

func local() {
	var v struct{ A, B string }
	v.A = kinds.Source() // @source(local)
	kinds.Sink(v.A)      // @sink(local)
	kinds.Sink(v.B)
}

func literal() {
	v := struct {
		A string
		N struct{ X, Y string }
	}{A: "clean"}
	v.N.X = kinds.Source() // @source(literal)
	kinds.Sink(v.N.X)      // @sink(literal)
	kinds.Sink(v.N.Y)
	kinds.Sink(v.A)
}

func table() {
	for _, c := range []struct{ name, text string }{
		{"clean", kinds.Source()}, // @source(table)
	} {
		kinds.Sink(c.name)
		kinds.Sink(c.text) // @sink(table)
	}
}

func inMap(k string) {
	m := map[string]struct{ A, B string }{k: {A: kinds.Source()}} // @source(map)
	kinds.Sink(m[k].A)                                            // @sink(map)
	kinds.Sink(m[k].B)
}

func set(v *struct{ A, B string }) { v.A = kinds.Source() } // @source(set)

func passed() {
	var v struct{ A, B string }
	set(&v)         // @trace(set) written by set
	kinds.Sink(v.A) // @sink(set)
	kinds.Sink(v.B)
}

func decoded() {
	var v, w struct{ Name string }
	json.Unmarshal(kinds.SourceBytes(), &v) // @source(decoded)
	kinds.Sink(v.Name)                      // @sink(decoded)
	kinds.Sink(w.Name)
}

var config struct {
	in  string
	out string
}

func fill() { config.in = kinds.Source() } // @source(global)

func read() {
	kinds.Sink(config.in) // @sink(global)
	kinds.Sink(config.out)
}
