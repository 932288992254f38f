package taint

import (
	"fmt"
	"os"

	"golang.org/x/tools/go/ssa"
)

func init() {
	if os.Getenv("DUMP") != "" {
		dumpHook = func(f *function, sum *summary) {
			if f.fn.Name() != os.Getenv("DUMP") {
				return
			}
			f.fn.WriteTo(os.Stdout)
			for _, b := range f.fn.Blocks {
				for _, in := range b.Instrs {
					if v, ok := in.(ssa.Value); ok && f.env[v] != nil {
						fmt.Printf("%s = %s\n", v.Name(), showVal(f.env[v]))
					}
				}
			}
			for i, e := range f.g.events {
				fmt.Printf("e%d at=%v place=%v src=%v note=%q preds=", i, e.at, e.place, e.source, e.note)
				for _, p := range e.preds {
					fmt.Printf("e%d%+v ", p.from, p.label)
				}
				fmt.Println()
			}
			for _, fl := range sum.flows {
				fmt.Printf("flow %v %v -> %v %v label=%+v exact=%v\n", fl.from, fl.src, fl.to, fl.sink, fl.label, fl.exact)
			}
			for _, p := range sum.proofs {
				fmt.Printf("proof %+v\n", p)
			}
			fmt.Println("noreturn", sum.noReturn)
		}
	}
}

func showVal(v *val) string {
	if v == nil {
		return "nil"
	}
	s := fmt.Sprint("ev", v.ev)
	for _, r := range v.refs {
		s += fmt.Sprintf(" &o%d(lazy=%v opaque=%v)%s", r.obj.id, r.obj.lazy, r.obj.opaque, r.path)
	}
	for _, x := range v.sub {
		s += " " + x.elem + ":{" + showVal(x.v) + "}"
	}
	for _, t := range v.fns {
		s += " fn:" + t.fn.Name()
	}
	for _, t := range v.typs {
		s += " T:" + t.String()
	}
	return s
}
