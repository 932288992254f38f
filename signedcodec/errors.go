package signedcodec

import "errors"

// ErrInvalid is what every refused token, message or stream is: errors.Is(err,
// ErrInvalid) holds for each of the errors below except [ErrKey]. No error of
// this package carries payload bytes. Where another error caused one of these
// (a legacy function's, a marshaler's, the disk's), errors.Is finds it, but it is
// neither printed nor unwrapped, because its text may quote the payload.
var ErrInvalid = errors.New("signedcodec: invalid")

// The reasons for a refusal. Whoever presents a token should be told no more
// than ErrInvalid; the reason is for logs and metrics.
var (
	// ErrMalformed: not a token of this version at all, or cut off.
	ErrMalformed error = &failure{text: "not a signed token of version 1"}
	// ErrTooLarge: longer than the signer's limit; nothing else was looked at.
	ErrTooLarge error = &failure{text: "larger than the limit"}
	// ErrUnknownKey: signed with a key that the keyring does not hold.
	ErrUnknownKey error = &failure{text: "signed with a key that is not in the keyring"}
	// ErrSignature: the tag does not match the bytes, the purpose or the context.
	ErrSignature error = &failure{text: "signature does not match"}
	// ErrFormat: signed in another format, or a payload that does not fit the
	// format or the target.
	ErrFormat error = &failure{text: "signed in another format"}
	// ErrExpired: past its lifetime, or issued before [WithNotBefore].
	ErrExpired error = &failure{text: "expired"}
	// ErrNotYetValid: issued further in the future than [WithSkew] allows.
	ErrNotYetValid error = &failure{text: "issued in the future"}
)

// ErrKey is every key or keyring that is refused at construction: empty, short,
// guessable, well known, duplicate or unreadable. The text says what to do. A
// zero or nil [Signer] answers with it, too, since it has no keys.
var ErrKey = errors.New("signedcodec: key refused")

// failure is a refusal. Its text is fixed or built from types, sizes and key
// ids, never from a payload.
type failure struct {
	text string
	kind error // one of the exported errors, when this is a variant of it
	// causedBy is a function because printers that walk fields would show the
	// text of a cause that is held as an error.
	causedBy func(target error) bool
}

func (f *failure) Error() string { return "signedcodec: " + f.text }

// Is makes every failure an ErrInvalid, a variant an instance of its kind, and
// a consequence an instance of its cause.
func (f *failure) Is(target error) bool {
	return target == ErrInvalid || (f.kind != nil && target == f.kind) || (f.causedBy != nil && f.causedBy(target))
}

// because is the causedBy of a failure that err caused; nil for no error.
func because(err error) func(error) bool {
	if err == nil {
		return nil
	}
	return func(target error) bool { return errors.Is(err, target) }
}

// keyError is an ErrKey with its text; it never holds key bytes.
type keyError string

func (e keyError) Error() string        { return "signedcodec: " + string(e) }
func (e keyError) Is(target error) bool { return target == ErrKey }
