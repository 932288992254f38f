package signedcodec

import "encoding/binary"

// Name turns strings that may hold secrets, such as a URL with an API key, into
// a storage key: 43 characters of base64url that only a holder of the primary
// key can compute. Equal strings under one key and purpose give equal names, so
// after a change of the primary key, entries under older names are not found.
func (s *Signer) Name(parts ...string) string {
	ctx := s.For(parts...).bound().ctx
	mac := s.keys().primary().name()
	mac.Write(binary.BigEndian.AppendUint64(nil, uint64(len(ctx))))
	mac.Write(ctx)
	return string(appendBase64(nil, mac.Sum(nil)))
}
