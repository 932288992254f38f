// Package facts has what imported packages tell of their functions, types and variables: their summaries, with the
// function values and types in them as this package sees them.
package facts

import (
	"fmt"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// A Package holds the summaries of a package's functions, and of what is behind its variables. It reaches the packages
// that import it directly.
type Package struct{ Data []byte }

// A Type holds the summaries of a type's methods. It goes wherever the type goes.
type Type struct{ Data []byte }

func (*Package) AFact()           {}
func (*Type) AFact()              {}
func (f *Package) String() string { return describe(f.Data) }
func (f *Type) String() string    { return describe(f.Data) }

func describe(data []byte) string {
	sums, err := summary.Decode(data)
	if err != nil {
		return err.Error()
	}
	return fmt.Sprint("taint of ", sums.Names())
}

// Imports reads the facts of imported packages, each once. A fact of another version of this tool says nothing.
type Imports struct {
	pass     *analysis.Pass
	packages map[*types.Package]*summary.Fact
	types    map[*types.TypeName]*summary.Fact
	standIns map[string]types.Type // see standIn
}

// Of returns the facts that a package imports.
func Of(pass *analysis.Pass) *Imports {
	return &Imports{
		pass: pass, packages: map[*types.Package]*summary.Fact{}, types: map[*types.TypeName]*summary.Fact{}, standIns: map[string]types.Type{},
	}
}

// Summary is that of a function of another package; nil if nothing is known.
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

// Package is the fact of a package; nil if there is none.
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

// HasType reports whether there is a fact of a type, which is not read.
func (im *Imports) HasType(tn *types.TypeName) bool {
	var fact Type
	return tn.Pkg() != nil && im.pass.ImportObjectFact(tn, &fact)
}

// HasPackage reports whether there is a fact of a package, which is not read.
func (im *Imports) HasPackage(pkg *types.Package) bool {
	var fact Package
	return im.pass.ImportPackageFact(pkg, &fact)
}
