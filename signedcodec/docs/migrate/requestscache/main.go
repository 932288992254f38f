// Entries of a cache that Python's requests-cache signed are read by Go, and
// bound to their keys, which requests-cache does not do.
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"time"

	"github.com/unsafedecode/unsafedecode/signedcodec"
	"github.com/unsafedecode/unsafedecode/signedcodec/itsdangerous"
)

type response struct {
	URL     string          `json:"url"`
	Status  int             `json:"status_code"`
	Content json.RawMessage `json:"_decoded_content"`
}

// What Python wrote. A pickle cannot be read in Go, and should not be read
// anywhere: let Python write JSON, with the signature as it was:
//
//	signer = Signer(SECRET, salt="requests-cache")
//	CachedSession(serializer=SerializerPipeline([json_serializer, Stage(signer, dumps="sign", loads="unsign")]))
const fromPython = `{"url": "https://api.example.com/users/7", "status_code": 200, "_decoded_content": {"name": "Ada"}}.BN_vW9KEPjCB0h9PM8MI5XSb-gM`

// In a program: signedcodec.FromEnv("CACHE_KEY") in place of GenerateKey().
var cache = signedcodec.Must(signedcodec.GenerateKey(), "app/http-cache",
	signedcodec.WithMaxAge(24*time.Hour),
	signedcodec.WithLegacy(requestsCache, time.Date(2099, time.January, 31, 0, 0, 0, 0, time.UTC)),
)

// python checks what requests-cache signed; SHA-1 is what it signs with.
var python, pythonErr = itsdangerous.NewSigner([]byte("for this example only: 32 bytes."),
	itsdangerous.WithSalt("requests-cache"), itsdangerous.WithDigest(itsdangerous.SHA1))

func requestsCache(data []byte, target any) error {
	entry, err := python.Unsign(data)
	if err != nil {
		return err
	}
	return json.Unmarshal(entry, target)
}

func main() {
	if pythonErr != nil {
		log.Fatal(pythonErr)
	}
	store := map[string][]byte{"users/7": []byte(fromPython), "users/8": []byte(fromPython)}
	for _, key := range []string{"users/7", "users/8"} {
		var r response
		if err := cache.For(key).Unmarshal(store[key], &r); err != nil {
			log.Fatal(err)
		}
		// requests-cache signs no keys, so an entry of another key verifies:
		// compare what the entry says of itself before it is signed anew.
		if r.URL != "https://api.example.com/"+key {
			fmt.Println(key, "holds the entry of another key")
			continue
		}
		signed, err := cache.For(key).Marshal(r)
		if err != nil {
			log.Fatal(err)
		}
		store[key] = signed
		fmt.Println(key, r.Status, string(r.Content))
	}

	store["users/8"] = store["users/7"]
	var r response
	fmt.Println("a signed entry copied to another key:", cache.For("users/8").Unmarshal(store["users/8"], &r))
}
