package main

import (
	"log"
	"net/http"
	"os"
	"strings"

	"github.com/golang-jwt/jwt/v5"
)

var key = []byte(os.Getenv("TOKEN_KEY"))

func subject(r *http.Request) string {
	text := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
	claims := jwt.RegisteredClaims{}
	_, err := jwt.ParseWithClaims(text, &claims, func(*jwt.Token) (any, error) { return key, nil }, jwt.WithValidMethods([]string{"HS256"}))
	if err != nil {
		return ""
	}
	return claims.Subject
}

func main() {
	if len(key) < 32 {
		log.Fatal("TOKEN_KEY is unset or too short")
	}
	http.HandleFunc("GET /orders", func(w http.ResponseWriter, r *http.Request) {
		log.Print("orders of ", subject(r))
	})
	log.Fatal(http.ListenAndServe("localhost:8080", nil))
}
