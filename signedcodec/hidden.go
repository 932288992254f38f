package signedcodec

// hidden keeps a value where no walk over fields reaches it. fmt with a verb that
// does not fit, spew, go-cmp and encoders follow unexported fields and pointers;
// all of them stop at a function. Whatever holds key material, a hash state under
// a key, a context or a payload is held this way.
type hidden[T any] struct{ get func() *T }

func hide[T any](v *T) hidden[T] { return hidden[T]{func() *T { return v }} }

// reveal returns nil for the zero value.
func (h hidden[T]) reveal() *T {
	if h.get == nil {
		return nil
	}
	return h.get()
}
