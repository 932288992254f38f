package unit

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/gob"
	"fmt"
	"go/types"
	"io"
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

// A factHead says what the fact that follows it in a file is about. An empty file holds none.
type factHead struct {
	Package string
	Object  objectpath.Path // empty for a fact about the package
	Type    string
}

// readFacts reads the facts of the imports of pkg. Packages, by path, are those that the importer has seen; a fact about
// another one can matter to nothing in this unit.
func readFacts(pkg *types.Package, d *description, packages map[string]*types.Package, kinds map[string]reflect.Type) (*facts, error) {
	fs := &facts{pkg: pkg, m: make(map[factKey]analysis.Fact)}
	for _, imported := range pkg.Imports() {
		file, ok := d.PackageVetx[imported.Path()]
		if !ok {
			continue
		}
		if err := fs.read(file, packages, kinds); err != nil {
			return nil, fmt.Errorf("facts of %s in %s: %v", imported.Path(), file, err)
		}
	}
	return fs, nil
}

// read adds the facts of a file. Those about types come by many ways, and are passed over where they are known.
func (fs *facts) read(file string, packages map[string]*types.Package, kinds map[string]reflect.Type) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	in := gob.NewDecoder(bufio.NewReader(f))
	for {
		var head factHead
		//unsafedecode:ignore unsigneddecode -- this program wrote it into the go command's build cache, which nobody else writes to
		if err := in.Decode(&head); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		var fact any // nil: it is read and dropped
		key, ok := head.key(packages, kinds)
		if ok && fs.m[key] == nil {
			fact = reflect.New(key.typ.Elem()).Interface()
		}
		//unsafedecode:ignore unsigneddecode -- as above
		if err := in.Decode(fact); err != nil {
			return err
		}
		if fact != nil {
			fs.m[key] = fact.(analysis.Fact)
		}
	}
}

// key finds what a fact is about. It may lie out of reach of this unit, which is no error.
func (h *factHead) key(packages map[string]*types.Package, kinds map[string]reflect.Type) (factKey, bool) {
	key := factKey{pkg: packages[h.Package], typ: kinds[h.Type]}
	if key.pkg == nil || key.typ == nil {
		return key, false
	}
	if h.Object != "" {
		obj, err := objectpath.Object(key.pkg, h.Object)
		if err != nil {
			return key, false // not in the export data
		}
		key.obj = obj
	}
	return key, true
}

// encode returns the facts for the units that import this one: its own, and those about types, methods and fields of
// its imports, which its own API may hand on. The order is fixed.
func (fs *facts) encode() ([]byte, error) {
	var paths objectpath.Encoder
	type stored struct {
		head factHead
		fact analysis.Fact
	}
	var all []stored
	for key, fact := range fs.m {
		if key.pkg != fs.pkg && !handedOn(key.obj) {
			continue
		}
		head := factHead{Package: key.pkg.Path(), Type: key.typ.String()}
		if key.obj != nil {
			path, err := paths.For(key.obj)
			if err != nil {
				continue // out of reach for other packages
			}
			head.Object = path
		}
		all = append(all, stored{head, fact})
	}
	slices.SortFunc(all, func(a, b stored) int {
		return cmp.Or(strings.Compare(a.head.Package, b.head.Package), strings.Compare(string(a.head.Object), string(b.head.Object)),
			strings.Compare(a.head.Type, b.head.Type))
	})
	var buf bytes.Buffer
	out := gob.NewEncoder(&buf)
	for _, s := range all {
		if err := cmp.Or(out.Encode(s.head), out.Encode(s.fact)); err != nil {
			return nil, err
		}
	}
	return buf.Bytes(), nil
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

// each visits facts in a fixed order: what an analyzer makes of them may depend on it, and findings must not.
func (fs *facts) each(wanted map[reflect.Type]bool, visit func(factKey, analysis.Fact)) {
	fs.mu.Lock()
	defer fs.mu.Unlock()
	var keys []factKey
	for key := range fs.m {
		if wanted[key.typ] {
			keys = append(keys, key)
		}
	}
	slices.SortFunc(keys, func(a, b factKey) int {
		return cmp.Or(strings.Compare(a.pkg.Path(), b.pkg.Path()), strings.Compare(a.objectString(), b.objectString()),
			strings.Compare(a.typ.String(), b.typ.String()))
	})
	for _, key := range keys {
		visit(key, fs.m[key])
	}
}

func (k *factKey) objectString() string {
	if k.obj == nil {
		return ""
	}
	return k.obj.String()
}
