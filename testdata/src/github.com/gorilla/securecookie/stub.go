// Package securecookie is a stub of github.com/gorilla/securecookie: the signatures are true, the bodies mean nothing.
package securecookie

// A Codec encodes and decodes cookie values.
type Codec interface {
	Encode(name string, value interface{}) (string, error)
	Decode(name, value string, dst interface{}) error
}

// A SecureCookie encodes and decodes authenticated cookie values.
type SecureCookie struct{ hashKey, blockKey []byte }

func New(hashKey, blockKey []byte) *SecureCookie { return &SecureCookie{hashKey, blockKey} }

func (s *SecureCookie) Encode(name string, value interface{}) (string, error)       { return "", nil }
func (s *SecureCookie) Decode(name, value string, dst interface{}) error            { return nil }
func CodecsFromPairs(keyPairs ...[]byte) []Codec                                    { return nil }
func DecodeMulti(name string, value string, dst interface{}, codecs ...Codec) error { return nil }
func EncodeMulti(name string, value interface{}, codecs ...Codec) (string, error)   { return "", nil }
func GenerateRandomKey(length int) []byte                                           { return nil }
