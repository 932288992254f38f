package model

import (
	"go/types"
	"maps"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"
)

// stdFile lists the functions of the standard library that move data, have no model, and need none, below the reason
// why.
const stdFile = "testdata/std.txt"

// TestStandardLibraryIsModelled asks for a model of each exported function and method of the standard library that
// takes text, bytes, readers, writers or values of any type and writes to something else than its results: the engine
// does not analyze bodies of the standard library, and assumes of a function without a model that its arguments flow to
// its results. Each entry of the list must be needed: a function that gets a model, or that the library drops, leaves
// the list.
func TestStandardLibraryIsModelled(t *testing.T) {
	listed, whole := readStdFile(t)
	set, seen := NewSet(), map[string]bool{}
	for _, pkg := range loadStd(t) {
		for _, fn := range exportedFuncs(pkg) {
			name := fn.FullName()
			if seen[name] || !writesBeside(fn) || set.Func(fn) != nil || slices.ContainsFunc(whole, func(p string) bool { return within(pkg.Path(), p) }) {
				continue
			}
			seen[name] = true
			if !listed[name] {
				t.Errorf("%s moves data and has no model: add one, or say in %s why it needs none", types.ObjectString(fn, nil), stdFile)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(listed)) {
		if !seen[name] {
			t.Errorf("%s: %s needs no explanation: it has a model, moves no data, or does not exist", stdFile, name)
		}
	}
}

// readStdFile returns the functions that the list names, and the packages that it names as a whole: those that end in
// "...".
func readStdFile(t *testing.T) (funcs map[string]bool, whole []string) {
	data, err := os.ReadFile(stdFile)
	if err != nil {
		t.Fatal(err)
	}
	funcs, explained := map[string]bool{}, false
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		path, all := strings.CutSuffix(line, "/...")
		switch {
		case line == "":
			explained = false
		case strings.HasPrefix(line, "#"):
			explained = true
		case !explained:
			t.Errorf("%s: no reason above %s", stdFile, line)
		case all:
			whole = append(whole, path)
		case funcs[line]:
			t.Errorf("%s: %s is listed twice", stdFile, line)
		default:
			funcs[line] = true
		}
	}
	return funcs, whole
}

func within(path, above string) bool { return path == above || strings.HasPrefix(path, above+"/") }

// loadStd returns the packages of the standard library that programs can import.
func loadStd(t *testing.T) (out []*types.Package) {
	list, err := exec.Command("go", "list", "std").Output()
	if err != nil {
		t.Fatal(err)
	}
	paths := slices.DeleteFunc(strings.Fields(string(list)), func(p string) bool {
		return strings.HasPrefix(p, "vendor/") || slices.Contains(strings.Split(p, "/"), "internal")
	})
	pkgs, err := packages.Load(&packages.Config{Mode: packages.NeedName | packages.NeedTypes | packages.NeedSyntax | packages.NeedImports}, paths...)
	if err != nil {
		t.Fatal(err)
	}
	for _, pkg := range pkgs {
		out = append(out, pkg.Types)
	}
	return out
}

// exportedFuncs are the functions of a package and the methods of its types that other packages can call by their
// names.
func exportedFuncs(pkg *types.Package) (out []*types.Func) {
	add := func(fn *types.Func) {
		if fn.Exported() {
			out = append(out, fn)
		}
	}
	for _, name := range pkg.Scope().Names() {
		switch obj := pkg.Scope().Lookup(name).(type) {
		case *types.Func:
			add(obj)
		case *types.TypeName:
			named, ok := obj.Type().(*types.Named)
			if !ok || obj.IsAlias() || !obj.Exported() {
				continue
			}
			for m := range named.Methods() {
				add(m)
			}
			if iface, ok := named.Underlying().(*types.Interface); ok {
				for m := range iface.ExplicitMethods() {
					add(m)
				}
			}
		}
	}
	return out
}

// writesBeside reports whether a function is given data, and something other than its results that it can write data
// to: a parameter that others see, or its receiver.
func writesBeside(fn *types.Func) bool {
	sig := fn.Signature()
	given := 0 // what data may come from: the receiver, parameters that are data, a result that writes to a parameter
	for v := range sig.Params().Variables() {
		if isData(v.Type(), dataDepth) {
			given++
		}
	}
	if recv := sig.Recv(); recv != nil {
		if given > 0 && isShared(recv.Type()) {
			return true
		}
		given++
	}
	for v := range sig.Results().Variables() {
		if has(v.Type(), "Write") {
			given++
		}
	}
	for i := range sig.Params().Len() {
		if p := sig.Params().At(i); given > 1 && isData(p.Type(), dataDepth) && isShared(p.Type()) && !(sig.Variadic() && i == sig.Params().Len()-1) {
			return true
		}
	}
	return false
}

// dataDepth bounds how deep a type is searched for data.
const dataDepth = 4

// isData reports whether a type is text, bytes, a reader, a writer or anything at all, or a collection of such, or a
// function of such.
func isData(t types.Type, depth int) bool {
	if _, ok := t.(*types.TypeParam); ok {
		return true
	}
	if depth == 0 {
		return false
	}
	below := func(ts ...types.Type) bool {
		return slices.ContainsFunc(ts, func(t types.Type) bool { return isData(t, depth-1) })
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Info()&types.IsString != 0 || u.Kind() == types.UnsafePointer
	case *types.Slice:
		return isByte(u.Elem()) || below(u.Elem())
	case *types.Array:
		return isByte(u.Elem()) || below(u.Elem())
	case *types.Pointer:
		return below(u.Elem())
	case *types.Chan:
		return below(u.Elem())
	case *types.Map:
		return below(u.Key(), u.Elem())
	case *types.Interface:
		return u.Empty() || slices.ContainsFunc([]string{"Read", "ReadAt", "ReadByte", "ReadRune", "ReadFrom", "Write", "WriteAt", "WriteByte", "WriteTo", "WriteString"},
			func(name string) bool { return has(t, name) })
	case *types.Signature:
		for _, list := range []*types.Tuple{u.Params(), u.Results()} {
			for v := range list.Variables() {
				if below(v.Type()) {
					return true
				}
			}
		}
	}
	return false
}

func isByte(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && (b.Kind() == types.Byte || b.Kind() == types.Rune)
}

func has(t types.Type, method string) bool {
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, method)
	_, ok := obj.(*types.Func)
	return ok
}

// isShared reports whether what a function writes to a value of the type is seen by its caller.
func isShared(t types.Type) bool {
	if _, ok := t.(*types.TypeParam); ok {
		return true
	}
	switch t.Underlying().(type) {
	case *types.Slice, *types.Pointer, *types.Chan, *types.Map, *types.Interface, *types.Signature:
		return true
	}
	return false
}
