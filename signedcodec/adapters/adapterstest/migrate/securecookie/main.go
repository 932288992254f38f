// Cookies of gorilla/securecookie stay good while new ones are signed by
// signedcodec.
package main

import (
	"fmt"
	"log"
	"strings"
	"time"

	"github.com/gorilla/securecookie"

	"github.com/unsafedecode/unsafedecode/signedcodec"
	"github.com/unsafedecode/unsafedecode/signedcodec/adapters"
)

func main() {
	// The key that the program has; its cookies carry their own time stamps.
	old := securecookie.New([]byte("the hash key that is in use now."), nil).MaxAge(30 * 24 * 3600)

	// In a program: signedcodec.FromEnv("COOKIE_KEY") in place of GenerateKey().
	signer, err := signedcodec.New(signedcodec.GenerateKey(), "app/cookie",
		signedcodec.WithFormat(signedcodec.Gob),
		signedcodec.WithMaxAge(30*24*time.Hour),
	)
	if err != nil {
		log.Fatal(err)
	}
	// The first codec writes, all of them read. Once the old cookies have run out,
	// the second goes. gorilla/sessions takes the same list: store.Codecs = codecs.
	codecs := []securecookie.Codec{adapters.NewCookieCodec(signer), old}

	cookie, err := old.Encode("session", map[string]string{"user": "ada"})
	if err != nil {
		log.Fatal(err)
	}
	for _, state := range []string{"old", "new"} {
		var values map[string]string
		err := securecookie.DecodeMulti("session", cookie, &values, codecs...)
		fmt.Println(state, values["user"], err, strings.HasPrefix(cookie, "sc1."))
		cookie, err = securecookie.EncodeMulti("session", values, codecs...)
		if err != nil {
			log.Fatal(err)
		}
	}
}
