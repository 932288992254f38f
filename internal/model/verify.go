package model

import (
	"errors"
	"fmt"
	"go/types"
)

// Verify checks an entry against the package it is about: the name exists, it is declared on the pointer or the value
// as written, and each access path leads somewhere. The error names the model's place.
func (e *Entry) Verify(pkg *types.Package) error {
	if e.Pattern != nil || e.Symbol.Kind == ShapeSymbol {
		return nil // about no name
	}
	if err := e.verify(pkg); err != nil {
		return fmt.Errorf("%s: %s: %w", e.Roles.Pos, e.Symbol, err)
	}
	return nil
}

func (e *Entry) verify(pkg *types.Package) error {
	switch s := e.Symbol; s.Kind {
	case FuncSymbol:
		fn, err := lookupFunc(pkg, s)
		if err != nil {
			return err
		}
		return e.verifyPaths(fn.Signature())
	case TypeSymbol:
		obj, err := lookupType(pkg, s.Name)
		if err != nil {
			return err
		}
		if sig, ok := obj.Type().Underlying().(*types.Signature); ok {
			return e.verifyPaths(sig)
		}
		return e.verifySelf(obj.Type())
	case VarSymbol:
		obj, ok := pkg.Scope().Lookup(e.Symbol.Name).(*types.Var)
		if !ok {
			return fmt.Errorf("package %s has no variable %s", pkg.Path(), e.Symbol.Name)
		}
		return e.verifySelf(obj.Type())
	case FieldSymbol:
		obj, err := lookupType(pkg, s.Recv)
		if err != nil {
			return err
		}
		field := step(obj.Type(), s.Name, pkg)
		if field == nil {
			return fmt.Errorf("%s has no field %s", s.Recv, s.Name)
		}
		return e.verifySelf(field)
	}
	return nil // the element type of a channel may be any
}

func lookupType(pkg *types.Package, name string) (*types.TypeName, error) {
	obj, ok := pkg.Scope().Lookup(name).(*types.TypeName)
	if !ok {
		return nil, fmt.Errorf("package %s has no type %s", pkg.Path(), name)
	}
	return obj, nil
}

func lookupFunc(pkg *types.Package, s Symbol) (*types.Func, error) {
	if s.Recv == "" {
		fn, ok := pkg.Scope().Lookup(s.Name).(*types.Func)
		if !ok {
			return nil, fmt.Errorf("package %s has no function %s", pkg.Path(), s.Name)
		}
		return fn, nil
	}
	obj, err := lookupType(pkg, s.Recv)
	if err != nil {
		return nil, err
	}
	found, _, _ := types.LookupFieldOrMethod(obj.Type(), true, pkg, s.Name)
	fn, ok := found.(*types.Func)
	if !ok {
		return nil, fmt.Errorf("type %s has no method %s", s.Recv, s.Name)
	}
	recv := receiver(fn)
	if recv == nil || recv.Name() != s.Recv || recv.Pkg() != obj.Pkg() {
		return nil, fmt.Errorf("method %s is declared by %s; model it there", s.Name, fn.FullName())
	}
	_, ptr := types.Unalias(fn.Signature().Recv().Type()).(*types.Pointer)
	if ptr != s.Ptr {
		return nil, fmt.Errorf("the method is %s", fn.FullName())
	}
	return fn, nil
}

func (e *Entry) verifySelf(t types.Type) error {
	var errs []error
	for _, s := range e.Roles.Sources {
		errs = append(errs, walk(t, s.At))
	}
	for _, s := range e.Roles.Sinks {
		errs = append(errs, walk(t, s.At))
	}
	for _, s := range e.Roles.Sanitizers {
		errs = append(errs, walk(t, s.At))
	}
	return errors.Join(errs...)
}

func (e *Entry) verifyPaths(sig *types.Signature) error {
	var errs []error
	path := func(p Path) { errs = append(errs, verifyPath(sig, p)) }
	cond := func(conds []Cond) {
		for _, c := range conds {
			if c.Without == "" && c.Arg >= sig.Params().Len() && !sig.Variadic() {
				errs = append(errs, fmt.Errorf("a condition on arg[%d], of %d", c.Arg, sig.Params().Len()))
			} else if c.Field != "" && step(argument(sig, c.Arg), c.Field, nil) == nil {
				errs = append(errs, fmt.Errorf("a condition on arg[%d], which has no field %s", c.Arg, c.Field))
			}
		}
	}
	r := &e.Roles
	for _, s := range r.Sources {
		path(s.At)
		cond(s.If)
	}
	for _, s := range r.Sinks {
		if s.Reads == "" {
			path(s.At)
		}
		if s.Target != nil {
			path(*s.Target)
		}
		cond(s.If)
	}
	for _, s := range r.Sanitizers {
		path(s.At)
		cond(s.If)
	}
	for _, v := range r.Validators {
		for _, at := range v.At {
			path(at)
		}
		cond(v.If)
		errs = append(errs, v.verifyOutcome(sig))
	}
	for _, m := range r.Propagators {
		path(m.From)
		path(m.To)
		cond(m.If)
	}
	return errors.Join(errs...)
}

// argument is the type of an argument; of a variadic parameter's, that of its elements.
func argument(sig *types.Signature, i int) types.Type {
	last := sig.Params().Len() - 1
	if i < last || !sig.Variadic() {
		return sig.Params().At(min(i, last)).Type()
	}
	return sig.Params().At(last).Type().(*types.Slice).Elem()
}

func (v *Validator) verifyOutcome(sig *types.Signature) error {
	if v.When == WhenAlways {
		return nil
	}
	for i := range sig.Results().Len() {
		t := sig.Results().At(i).Type()
		basic, _ := t.Underlying().(*types.Basic)
		switch v.When {
		case WhenNilError:
			if types.Identical(t, types.Universe.Lookup("error").Type()) {
				return nil
			}
		case WhenTrue, WhenFalse:
			if basic != nil && basic.Info()&types.IsBoolean != 0 {
				return nil
			}
		default:
			if basic != nil && basic.Info()&types.IsInteger != 0 {
				return nil
			}
		}
	}
	return errors.New("no result can be the validator's outcome")
}

func verifyPath(sig *types.Signature, p Path) error {
	var t types.Type
	switch p.Root {
	case Recv:
		t = sig.Recv().Type()
	case Result:
		if p.Index >= sig.Results().Len() {
			return fmt.Errorf("%s: the function has %d results", p, sig.Results().Len())
		}
		t = sig.Results().At(p.Index).Type()
	case Arg:
		n := sig.Params().Len()
		switch {
		case sig.Variadic() && p.Index >= n-1:
			t = sig.Params().At(n - 1).Type().(*types.Slice).Elem()
		case p.Index >= n:
			return fmt.Errorf("%s: the function has %d parameters", p, n)
		case p.Open && !sig.Variadic():
			return fmt.Errorf("%s: the function is not variadic", p)
		default:
			t = sig.Params().At(p.Index).Type()
		}
	}
	if p.Param >= 0 {
		if t.Underlying() == types.Typ[types.Invalid] {
			return nil
		}
		callback, ok := t.Underlying().(*types.Signature)
		if !ok || p.Param >= callback.Params().Len() {
			return fmt.Errorf("%s: %s has no such parameter", p, t)
		}
		t = callback.Params().At(p.Param).Type()
	}
	return walk(t, p)
}

// walk follows the fields of a path. It stops content at an interface or type parameter: what lies behind is not
// declared.
func walk(t types.Type, p Path) error {
	for _, f := range p.Fields {
		if f == Any {
			return nil
		}
		next := step(t, f, nil)
		if next == nil {
			return fmt.Errorf("%s: %s has no %s", p, t, f)
		}
		if types.IsInterface(next) {
			return nil
		}
		t = next
	}
	return nil
}

// step is the type of a field, element or key; nil if there is none. Unexported fields are found for sync.Map and
// its like: their contents are written as elements and keys though they are no Go maps.
//
// What is not known, because the package that declares it is not there, has everything.
func step(t types.Type, field string, pkg *types.Package) types.Type {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	if t.Underlying() == types.Typ[types.Invalid] {
		return t
	}
	if _, ok := KeyedBy(field); ok {
		field = Elem
	}
	switch field {
	case Elem, Key:
		switch u := t.Underlying().(type) {
		case *types.Map:
			if field == Key {
				return u.Key()
			}
			return u.Elem()
		case *types.Slice:
			return u.Elem()
		case *types.Array:
			return u.Elem()
		case *types.Chan:
			return u.Elem()
		case *types.Struct, *types.Interface, *types.Signature:
			// a container of its own making, as sync.Map, or an iterator
			return types.NewInterfaceType(nil, nil)
		}
		return nil
	}
	if named := typeName(t); named != nil && pkg == nil {
		pkg = named.Pkg()
	}
	obj, _, _ := types.LookupFieldOrMethod(t, true, pkg, field)
	if v, ok := obj.(*types.Var); ok {
		return v.Type()
	}
	return nil
}
