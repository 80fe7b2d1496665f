package main

import (
	"fmt"
	"os"
	"reflect"
	"strings"
)

// checks takes the steps of the story one by one, and says how each went.
type checks struct{ passed, failed int }

func (c *checks) step(name string, take func()) {
	defer func() {
		if fault := recover(); fault != nil {
			c.failed++
			fmt.Printf("not ok %s: %s\n", name, strings.ReplaceAll(fmt.Sprint(fault), "\n", " "))
			return
		}
		c.passed++
		fmt.Println("ok", name)
	}()
	take()
}

func (c *checks) end() {
	fmt.Printf("%d passed, %d failed\n", c.passed, c.failed)
	if c.failed > 0 {
		os.Exit(1)
	}
}

// must ends a step when a call fails.
func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func same[T any](found, wanted T) {
	if !reflect.DeepEqual(found, wanted) {
		panic(fmt.Sprintf("%v and not %v", found, wanted))
	}
}

func holds(what bool, found any) {
	if !what {
		panic(fmt.Sprintf("unexpected: %v", found))
	}
}
