package itsdangerous

import "errors"

// ErrInvalid is matched by every refused token, whatever the reason.
var ErrInvalid = errors.New("itsdangerous: token refused")

// Reasons to refuse a token; each also matches [ErrInvalid]. None ever carries bytes of a token or secret.
var (
	// ErrSignature: nobody who has the secret signed this. Python: BadSignature.
	ErrSignature error = refusal("signature does not match")
	// ErrTimestamp: signed, but the timestamp is missing or malformed. Python: BadTimeSignature.
	ErrTimestamp error = refusal("signed without a valid timestamp")
	// ErrExpired: signed longer ago than the maximum age, or in the future. Python: SignatureExpired.
	ErrExpired error = refusal("signature has expired")
	// ErrPayload: signed, but not a value that can be decoded into the target. Python: BadPayload.
	ErrPayload error = refusal("signed payload cannot be decoded")
	// ErrTooLarge: longer than WithMaxBytes, or inflates beyond WithMaxInflate.
	ErrTooLarge error = refusal("token is too large")
)

type refusal string

func (r refusal) Error() string        { return "itsdangerous: " + string(r) }
func (r refusal) Is(target error) bool { return target == ErrInvalid }
