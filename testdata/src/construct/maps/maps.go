// Package maps has maps: the key is apart from the element, and constant keys are apart from each other.
package maps

import "example.com/kinds"

func constantKeys() {
	m := map[string]string{}
	m["a"] = kinds.Source() // @source(const)
	kinds.Sink(m["a"])      // @sink(const)
	kinds.Sink(m["b"])
	m["a"] = "clean"
	kinds.Sink(m["a"])
}

func literal() {
	m := map[string]string{"a": "clean", "b": kinds.Source()} // @source(literal)
	kinds.Sink(m["a"])
	kinds.Sink(m["b"]) // @sink(literal)
	kinds.Sink(m)      // @sink(literal)
}

func variableKey(k string) {
	m := map[string]string{}
	m[k] = kinds.Source() // @source(var)
	kinds.Sink(m["a"])    // @sink(var)
	kinds.Sink(m[k])      // @sink(var)
	kinds.Sink(len(m))
}

func taintedKey() {
	m := map[string]string{}
	m[kinds.Source()] = "clean" // @source(key)
	for k, v := range m {
		kinds.Sink(k) // @sink(key)
		kinds.Sink(v)
	}
	kinds.Sink(m["a"])
}

func taintedElement() {
	m := map[string]string{}
	m["a"] = kinds.Source() // @source(elem)
	for k, v := range m {
		kinds.Sink(k)
		kinds.Sink(v) // @sink(elem)
	}
}

// Looking up by a tainted key gives what is in the map, and not the key.
func lookedUp() {
	m := map[string]string{"a": "clean"}
	kinds.Sink(m[kinds.Source()])
	v, ok := m[kinds.Source()]
	kinds.Sink(v, ok)
}

func commaOK() {
	m := map[string]string{"a": kinds.Source()} // @source(ok)
	v, ok := m["a"]
	kinds.Sink(v) // @sink(ok)
	kinds.Sink(ok)
}

func nested() {
	m := map[string]map[string]string{"x": {}, "y": {}}
	m["x"]["a"] = kinds.Source() // @source(nested)
	kinds.Sink(m["x"]["a"])      // @sink(nested)
	kinds.Sink(m["y"]["a"])
}

type rec struct{ X, Y string }

func ofStructs(k string) {
	m := map[string]rec{}
	m[k] = rec{X: kinds.Source()} // @source(structs)
	kinds.Sink(m[k].X)            // @sink(structs)
	kinds.Sink(m[k].Y)
}

func ofPointers(k string) {
	r := &rec{}
	m := map[string]*rec{k: r}
	m[k].X = kinds.Source() // @source(pointers)
	kinds.Sink(r.X)         // @sink(pointers)
	kinds.Sink(r.Y)
}

func structKey() {
	m := map[rec]int{}
	m[rec{X: kinds.Source()}] = 1 // @source(structkey)
	for k, n := range m {
		kinds.Sink(k.X) // @sink(structkey)
		kinds.Sink(k.Y)
		kinds.Sink(n)
	}
}

func fill(m map[string]string) { m["a"] = kinds.Source() } // @source(fill)

func byCallee() {
	m, o := map[string]string{}, map[string]string{}
	fill(m)            // @trace(fill) written by fill
	kinds.Sink(m["a"]) // @sink(fill)
	kinds.Sink(o["a"])
}

func ofSlices() {
	m := map[string][]string{}
	m["a"] = append(m["a"], kinds.Source()) // @source(slices)
	kinds.Sink(m["a"][0])                   // @sink(slices)
}
