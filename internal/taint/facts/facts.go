// Package facts has the fact types of the engine, and reads the facts of imported packages: the summaries of their
// functions, methods and variables, with the function values and types in them as the importing package sees them.
//
// It must not know how a summary is computed or applied.
package facts

import (
	"fmt"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// A Package is the fact of a package: the encoded summaries of its functions and of the content of its variables. Only
// packages that import the package directly can read it.
type Package struct{ Data []byte }

// A Type is the fact of a type: the encoded summaries of its methods. Every package that sees the type can read it.
type Type struct{ Data []byte }

// AFact marks a fact of package analysis.
func (*Package) AFact() {}

// AFact marks a fact of package analysis.
func (*Type) AFact() {}

// String names the functions that the fact has summaries of.
func (f *Package) String() string { return describe(f.Data) }

// String names the methods that the fact has summaries of.
func (f *Type) String() string { return describe(f.Data) }

func describe(data []byte) string {
	sums, err := summary.Decode(data)
	if err != nil {
		return err.Error()
	}
	return fmt.Sprint("taint of ", sums.Names())
}

// Imports reads the facts of imported packages, each once. A fact of another version of this tool is ignored.
type Imports struct {
	pass     *analysis.Pass
	packages map[*types.Package]*summary.Fact
	types    map[*types.TypeName]*summary.Fact
	standIns map[string]types.Type // see standIn
}

// Of returns the facts of the packages that a pass's package imports.
func Of(pass *analysis.Pass) *Imports {
	return &Imports{
		pass: pass, packages: map[*types.Package]*summary.Fact{}, types: map[*types.TypeName]*summary.Fact{}, standIns: map[string]types.Type{},
	}
}

// Summary returns the summary of a function of another package; nil if there is none.
func (im *Imports) Summary(fn *types.Func) *summary.Summary {
	if fn.Pkg() == nil || fn.Pkg() == im.pass.Pkg {
		return nil
	}
	sig := fn.Type().(*types.Signature)
	if sig.Recv() == nil {
		return im.settled(im.Package(fn.Pkg()).Of(fn.Name()), fn.Pkg(), sig)
	}
	if tn := shape.NameOf(sig.Recv().Type()); tn != nil {
		return im.settled(im.methods(tn).Of(fn.Name()), fn.Pkg(), sig)
	}
	return nil
}

// Package returns the fact of a package; nil if there is none.
func (im *Imports) Package(pkg *types.Package) *summary.Fact {
	if sums, ok := im.packages[pkg]; ok {
		return sums
	}
	var fact Package
	var sums *summary.Fact
	if im.pass.ImportPackageFact(pkg, &fact) {
		sums, _ = summary.Decode(fact.Data)
	}
	im.packages[pkg] = sums
	return sums
}

func (im *Imports) methods(tn *types.TypeName) *summary.Fact {
	if sums, ok := im.types[tn]; ok {
		return sums
	}
	var fact Type
	var sums *summary.Fact
	if tn.Pkg() != nil && im.pass.ImportObjectFact(tn, &fact) {
		sums, _ = summary.Decode(fact.Data)
	}
	im.types[tn] = sums
	return sums
}

// HasType reports whether a type has a fact, without decoding it.
func (im *Imports) HasType(tn *types.TypeName) bool {
	var fact Type
	return tn.Pkg() != nil && im.pass.ImportObjectFact(tn, &fact)
}

// HasPackage reports whether a package has a fact, without decoding it.
func (im *Imports) HasPackage(pkg *types.Package) bool {
	var fact Package
	return im.pass.ImportPackageFact(pkg, &fact)
}
