package signedcodec

import (
	"encoding"
	"encoding/gob"
	"encoding/json"
	"reflect"
	"sync"
)

// decode takes verified bytes only. A target that holds defaults is decoded into,
// not replaced, as json and gob do it; and it is untouched when that fails. Maps,
// slices and what pointers point to cannot be copied back, so a trial on a copy
// that has the same shape tells first whether the payload fits.
func (c coding) decode(payload verified, v any) error {
	target := reflect.ValueOf(v)
	if target.Kind() != reflect.Pointer || target.IsNil() {
		return formatError("is no target: decoding needs a non-nil pointer", v, nil)
	}
	if c.format&gzipBit != 0 {
		plain, err := inflate(payload, c.format.limit())
		if err != nil {
			return err
		}
		return c.plain().decode(plain, v)
	}
	elem := target.Elem()
	if refers(elem.Type()) && !elem.IsZero() && !c.decodesItself(target.Type()) {
		trial := reflect.New(elem.Type())
		trial.Elem().Set(elem)
		(&cloner{c: c, done: map[any]reflect.Value{}}).part(trial.Elem())
		if err := c.decodePlain(payload, trial.Interface()); err != nil {
			return err
		}
	}
	before := reflect.New(elem.Type()).Elem()
	before.Set(elem)
	err := c.decodePlain(payload, v)
	if err != nil {
		elem.Set(before)
	}
	return err
}

var (
	jsonUnmarshaler   = reflect.TypeFor[json.Unmarshaler]()
	textUnmarshaler   = reflect.TypeFor[encoding.TextUnmarshaler]()
	gobDecoder        = reflect.TypeFor[gob.GobDecoder]()
	binaryUnmarshaler = reflect.TypeFor[encoding.BinaryUnmarshaler]()
)

// decodesItself tells pointers to types whose own method decodes. What the method
// writes to is its own business.
func (c coding) decodesItself(t reflect.Type) bool {
	switch c.format {
	case JSON:
		return t.Implements(jsonUnmarshaler) || t.Implements(textUnmarshaler)
	case Gob:
		return t.Implements(gobDecoder) || t.Implements(binaryUnmarshaler)
	}
	return t.Implements(binaryUnmarshaler)
}

// cloner replaces what a value refers to by copies, as deep as a decoder writes.
type cloner struct {
	c    coding
	done map[any]reflect.Value // pointers that were copied, so that cycles end
}

// part clones what v refers to. v is addressable; fields that nobody else can set
// stay as they are, because a decoder cannot set them either.
func (k *cloner) part(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		if v.CanSet() && k.c.decodesItself(reflect.PointerTo(v.Type())) {
			v.SetZero() // the method gets no memory that the target shares
			return
		}
		for i := range v.NumField() {
			k.part(v.Field(i))
		}
		return
	case reflect.Array:
		for i := range v.Len() {
			k.part(v.Index(i))
		}
		return
	}
	if !v.CanSet() || !refers(v.Type()) || v.IsZero() {
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(k.pointer(v))
	case reflect.Interface:
		if inner := v.Elem(); inner.Kind() == reflect.Pointer && !inner.IsNil() {
			v.Set(k.pointer(inner))
		}
	case reflect.Map: // values are replaced, not written into
		fresh := reflect.MakeMapWithSize(v.Type(), v.Len())
		for iter := v.MapRange(); iter.Next(); {
			fresh.SetMapIndex(iter.Key(), iter.Value())
		}
		v.Set(fresh)
	case reflect.Slice: // written into, up to the capacity
		fresh := reflect.MakeSlice(v.Type(), v.Cap(), v.Cap())
		reflect.Copy(fresh, v.Slice(0, v.Cap()))
		for i := 0; i < fresh.Len() && refers(v.Type().Elem()); i++ {
			k.part(fresh.Index(i))
		}
		v.Set(fresh.Slice(0, v.Len()))
	}
}

func (k *cloner) pointer(p reflect.Value) reflect.Value {
	type reference struct {
		to any
		t  reflect.Type
	}
	key := reference{p.UnsafePointer(), p.Type()}
	if fresh, ok := k.done[key]; ok {
		return fresh
	}
	fresh := reflect.New(p.Type().Elem())
	k.done[key] = fresh
	if !k.c.decodesItself(p.Type()) {
		fresh.Elem().Set(p.Elem())
		k.part(fresh.Elem())
	}
	return fresh.Convert(p.Type())
}

var referring sync.Map // reflect.Type to bool

// refers reports whether values of a type lead to memory of others.
func refers(t reflect.Type) bool {
	if known, ok := referring.Load(t); ok {
		return known.(bool)
	}
	result := false
	switch t.Kind() {
	case reflect.Pointer, reflect.Interface, reflect.Map, reflect.Slice:
		result = true
	case reflect.Array:
		result = refers(t.Elem())
	case reflect.Struct:
		for i := range t.NumField() {
			result = result || refers(t.Field(i).Type)
		}
	}
	referring.Store(t, result)
	return result
}
