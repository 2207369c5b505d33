notify(c:int, z:int)
pass(c:int)
