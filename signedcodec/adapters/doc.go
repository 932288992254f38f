// Package adapters fits signers to the interfaces of well-known session, cookie
// and cache libraries by their method sets alone: it imports none of them, and
// none of them gets into a build through it. A module of its own,
// adapters/adapterstest, tests each adapter against the real library.
//
//	scs               NewSCSStore, NewSCSCtxStore, NewSCSCodec
//	gorilla/sessions  NewSessionCodec, as an entry of Codecs of any of its stores
//	securecookie      NewCookieCodec
//	httpcache         NewHTTPCache
//	fiber             NewFiberStorage (v2), NewFiberStorageV3
//	go-redis          signedcodec.Codec.Bind: values are marshalers
//	gin sessions      NewSessionCodec in the Codecs of the gorilla store inside; see the example in adapterstest
//
// Package cache keeps values of any type in a store of bytes. These make one:
//
//	go-redis          NewRedisStore
//	gomemcache        NewMemcacheStore
//	go-cache          NewTTLMapStore
//	bigcache          NewByteMapStore
//	golang-lru        NewLRUStore
//
// Every adapter binds its tokens to where they are stored, so that an entry
// copied to another key, session or cookie name is refused. In a cache or store,
// an entry that does not verify is a miss, never an error: one tampered entry must
// not break every read. signedcodec.OnVerify tells of it.
//
// The package knows method sets and addresses. It must not know how anything is
// signed.
package adapters

import (
	"errors"

	"github.com/unsafedecode/unsafedecode/signedcodec"
)

// verify opens a stored entry. What does not verify is a miss.
func verify(b signedcodec.Bound, entry []byte) (payload []byte, found bool, err error) {
	payload, err = b.Verify(nil, entry)
	switch {
	case errors.Is(err, signedcodec.ErrInvalid):
		return nil, false, nil
	case err != nil:
		return nil, false, err
	}
	if payload == nil {
		payload = []byte{} // nil means "no entry" to some callers
	}
	return payload, true, nil
}
