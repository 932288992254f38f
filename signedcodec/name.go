package signedcodec

import "encoding/binary"

// Name turns strings that may hold secrets, such as a URL with an API key, into
// a storage key: 43 characters of base64url that only a holder of the primary
// key can compute. Equal strings under one key, purpose and context give equal
// names, so after a change of the primary key, entries under older names are not
// found. A zero or nil Signer, which stores nothing, gives the empty name.
func (s *Signer) Name(parts ...string) string {
	if s.unusable() {
		return ""
	}
	ctx := s.For(parts...).binding().ctx
	mac := s.keys().primary().name()
	mac.Write(binary.BigEndian.AppendUint64(nil, uint64(len(ctx))))
	mac.Write(ctx)
	return string(appendBase64(nil, mac.Sum(nil)))
}
