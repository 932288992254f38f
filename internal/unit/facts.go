package unit

import (
	"bytes"
	"cmp"
	"encoding/gob"
	"fmt"
	"go/types"
	"os"
	"reflect"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/objectpath"
)

// A factKey says what a fact is about: an object, or a package where the object is nil.
type factKey struct {
	pkg *types.Package
	obj types.Object
	typ reflect.Type
}

// facts are those of a unit and of its imports.
type facts struct {
	pkg *types.Package
	mu  sync.Mutex
	m   map[factKey]analysis.Fact
}

// A storedFact is a fact in a file. An empty file holds none.
type storedFact struct {
	Package string
	Object  objectpath.Path // empty for a fact about the package
	Fact    analysis.Fact
}

// readFacts reads the facts of the imports of pkg. Packages, by path, are those that the importer has seen; a fact about
// another one can matter to nothing in this unit.
func readFacts(pkg *types.Package, d *description, packages map[string]*types.Package) (*facts, error) {
	fs := &facts{pkg: pkg, m: make(map[factKey]analysis.Fact)}
	for _, imported := range pkg.Imports() {
		file, ok := d.PackageVetx[imported.Path()]
		if !ok {
			continue
		}
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		if len(data) == 0 {
			continue
		}
		var stored []storedFact
		//unsafedecode:ignore unsigneddecode -- this program wrote it into the go command's build cache, which nobody else writes to
		if err := gob.NewDecoder(bytes.NewReader(data)).Decode(&stored); err != nil {
			return nil, fmt.Errorf("facts of %s in %s: %v", imported.Path(), file, err)
		}
		for _, s := range stored {
			fs.add(s, packages[s.Package])
		}
	}
	return fs, nil
}

func (fs *facts) add(s storedFact, pkg *types.Package) {
	if pkg == nil {
		return
	}
	key := factKey{pkg: pkg, typ: reflect.TypeOf(s.Fact)}
	if s.Object != "" {
		obj, err := objectpath.Object(pkg, s.Object)
		if err != nil {
			return // not in the export data, so out of reach of this unit
		}
		key.obj = obj
	}
	fs.m[key] = s.Fact
}

// encode returns the facts for the units that import this one: its own, and those about types, methods and fields of
// its imports, which its own API may hand on. The order is fixed.
func (fs *facts) encode() ([]byte, error) {
	var paths objectpath.Encoder
	var stored []storedFact
	for key, fact := range fs.m {
		if key.pkg != fs.pkg && !handedOn(key.obj) {
			continue
		}
		s := storedFact{Package: key.pkg.Path(), Fact: fact}
		if key.obj != nil {
			path, err := paths.For(key.obj)
			if err != nil {
				continue // out of reach for other packages
			}
			s.Object = path
		}
		stored = append(stored, s)
	}
	if len(stored) == 0 {
		return nil, nil
	}
	slices.SortFunc(stored, func(a, b storedFact) int {
		return cmp.Or(strings.Compare(a.Package, b.Package), strings.Compare(string(a.Object), string(b.Object)),
			strings.Compare(reflect.TypeOf(a.Fact).String(), reflect.TypeOf(b.Fact).String()))
	})
	var buf bytes.Buffer
	err := gob.NewEncoder(&buf).Encode(stored)
	return buf.Bytes(), err
}

func handedOn(obj types.Object) bool {
	if obj == nil {
		return false
	}
	_, isType := obj.(*types.TypeName)
	return isType || obj.Parent() != obj.Pkg().Scope()
}

func (fs *facts) load(key factKey, ptr analysis.Fact) bool {
	fs.mu.Lock()
	defer fs.mu.Unlock()
	fact, ok := fs.m[key]
	if ok {
		reflect.ValueOf(ptr).Elem().Set(reflect.ValueOf(fact).Elem())
	}
	return ok
}

func (fs *facts) store(key factKey, fact analysis.Fact) {
	if key.pkg != fs.pkg {
		panic(fmt.Sprintf("fact %T about %s, which is another package than %s", fact, key.pkg.Path(), fs.pkg.Path()))
	}
	fs.mu.Lock()
	defer fs.mu.Unlock()
	fs.m[key] = fact
}

// bind gives a pass access to the facts.
func (fs *facts) bind(pass *analysis.Pass) {
	wanted := make(map[reflect.Type]bool)
	for _, f := range pass.Analyzer.FactTypes {
		wanted[reflect.TypeOf(f)] = true
	}
	pass.ImportObjectFact = func(obj types.Object, ptr analysis.Fact) bool {
		return fs.load(factKey{obj.Pkg(), obj, reflect.TypeOf(ptr)}, ptr)
	}
	pass.ExportObjectFact = func(obj types.Object, fact analysis.Fact) {
		fs.store(factKey{obj.Pkg(), obj, reflect.TypeOf(fact)}, fact)
	}
	pass.ImportPackageFact = func(pkg *types.Package, ptr analysis.Fact) bool {
		return fs.load(factKey{pkg: pkg, typ: reflect.TypeOf(ptr)}, ptr)
	}
	pass.ExportPackageFact = func(fact analysis.Fact) {
		fs.store(factKey{pkg: fs.pkg, typ: reflect.TypeOf(fact)}, fact)
	}
	pass.AllObjectFacts = func() (all []analysis.ObjectFact) {
		fs.each(wanted, func(key factKey, fact analysis.Fact) {
			if key.obj != nil {
				all = append(all, analysis.ObjectFact{Object: key.obj, Fact: fact})
			}
		})
		return all
	}
	pass.AllPackageFacts = func() (all []analysis.PackageFact) {
		fs.each(wanted, func(key factKey, fact analysis.Fact) {
			if key.obj == nil {
				all = append(all, analysis.PackageFact{Package: key.pkg, Fact: fact})
			}
		})
		return all
	}
}

func (fs *facts) each(wanted map[reflect.Type]bool, visit func(factKey, analysis.Fact)) {
	fs.mu.Lock()
	defer fs.mu.Unlock()
	for key, fact := range fs.m {
		if wanted[key.typ] {
			visit(key, fact)
		}
	}
}
